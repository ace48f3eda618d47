using System.Collections.Immutable;
using VideoWall.Domain;

namespace VideoWall.Grains.Interfaces;

/// <summary>What came of a command: the revision after it, or a refusal.</summary>
/// <param name="Changed">
/// What it changed, in the wire's words: ids of churches, and names of fields such as <c>clock</c>. Null where nobody asked, and of a
/// command that had been done before.
/// </param>
public sealed record CommandReply(long Revision, Refusal? Refusal = null, ImmutableArray<string>? Changed = null);
