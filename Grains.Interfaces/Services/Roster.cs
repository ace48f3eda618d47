using System.Collections.Immutable;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Grains.Interfaces;

/// <summary>The whole roster for the API.</summary>
public sealed record Roster(long Revision, ImmutableArray<RosterEntry> Churches);

/// <summary>What producers did and may take back, newest last.</summary>
public sealed record PastActs(long Revision, ImmutableArray<PastAct> Acts);

/// <param name="Seat">From 0; null without a seat on the wall.</param>
/// <param name="State">As in the roster of pages, and <see cref="SeatState.Away"/> for those who have no place there.</param>
/// <param name="Wish">The name that it asks for instead of its present one.</param>
public sealed record RosterEntry(
    ChurchId Church, string Identity, string Name, string City, int? Seat, int? Page, SeatState State, bool OnAir, bool Muted,
    bool Registered, string? ParticipantSid, string? TrackSid, DateTimeOffset Since, NameWish? Wish = null, bool MutedByProducer = false);
