using System.Collections.Immutable;
using VideoWall.Domain.Wall;

namespace VideoWall.Grains.Interfaces;

/// <param name="Roster">Null when the observer has this revision already.</param>
/// <param name="Epoch">In which the revision counts (<c>IJournal.Epoch</c>); null from an older silo.</param>
public sealed record WatchReply(long Revision, RosterView? Roster, ImmutableArray<WallReport> Walls, string? Epoch = null);
