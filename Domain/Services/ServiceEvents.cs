using System.Collections.Immutable;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Services;

/// <summary>
/// What happened in a service. The journal keeps these for ever: a shape is never changed, only added to with optional
/// members, and a name is never reused.
/// </summary>
public abstract record ServiceEvent
{
    /// <summary>When it happened, where we were told of it late; null: when it was written.</summary>
    public DateTimeOffset? HappenedAt { get; init; }
}

/// <summary>What happened to one church.</summary>
public abstract record ChurchEvent(ChurchId Church) : ServiceEvent;

public sealed record ServiceScheduled(string Id, string Code, string Room, string WallKey, ServiceSettings Settings) : ServiceEvent;
public sealed record ServiceChanged(ServiceSettings Settings) : ServiceEvent;
public sealed record WallKeyReset(string WallKey) : ServiceEvent;
public sealed record DoorsOpened : ServiceEvent;
public sealed record ServiceEnded : ServiceEvent;
public sealed record ServiceDeleted : ServiceEvent;

/// <param name="Churches">How many simulated churches; null ends the simulation.</param>
public sealed record SimulationSet(int? Churches) : ServiceEvent;

/// <summary>A church asked to take part, or an unknown participant was taken for a guest church.</summary>
public sealed record ChurchArrived(ChurchId Church, string Identity, string Name, string City, string? Device, bool Registered, Standing Standing) : ChurchEvent(Church);

/// <summary>A church already known came with another name, city or device, or a producer renamed it.</summary>
/// <param name="Renamed">A producer chose the name.</param>
public sealed record ChurchUpdated(ChurchId Church, string Name, string City, string? Device, bool Renamed = false) : ChurchEvent(Church);

/// <summary>A church that was admitted came again under another name, which a producer is to approve.</summary>
/// <param name="Wish">Null: it asks no longer, or was told no.</param>
public sealed record NameWished(ChurchId Church, NameWish? Wish) : ChurchEvent(Church);

/// <param name="After">The order of a session that it follows, whatever clocks say; 0 for none.</param>
/// <param name="Room">Sid of its room; null when the list told of it.</param>
public sealed record SessionSeen(ChurchId Church, string Sid, long JoinedAtMs, bool Exact, long After = 0, string? Room = null) : ChurchEvent(Church);
public sealed record SessionEnded(ChurchId Church, string Sid, long JoinedAtMs, bool Presumed) : ChurchEvent(Church);
public sealed record TrackSeen(ChurchId Church, string Sid, string TrackSid, bool Muted) : ChurchEvent(Church);

/// <param name="Presumed">Missing from LiveKit's list, which may bring it back.</param>
public sealed record TrackEnded(ChurchId Church, string Sid, string TrackSid, bool Presumed = false) : ChurchEvent(Church);

/// <summary>A session of nobody we know ended before it began; its late <c>joined</c> must not make a guest.</summary>
public sealed record StrangerLeft(string Sid) : ServiceEvent;

public sealed record RoomOpened(string Sid, long CreatedMs) : ServiceEvent;

/// <param name="BeforeMs">Unix milliseconds; of those whose room is not known, who joined before that was in this one.</param>
public sealed record RoomClosed(string Sid, long BeforeMs = long.MaxValue) : ServiceEvent;

public sealed record ChurchSeated(ChurchId Church, int Seat) : ChurchEvent(Church);
public sealed record SeatFreed(ChurchId Church) : ChurchEvent(Church);

/// <summary>A church that said goodbye is shown no more, and keeps its seat until then.</summary>
public sealed record SeatKept(ChurchId Church, DateTimeOffset Until) : ChurchEvent(Church);
public sealed record CompactionAsked(DateTimeOffset At) : ServiceEvent;
public sealed record SeatsCompacted(ImmutableArray<SeatMove> Moves) : ServiceEvent;

public sealed record StandingSet(ChurchId Church, Standing Standing) : ChurchEvent(Church);
public sealed record HiddenSet(ChurchId Church, bool Hidden) : ChurchEvent(Church);
public sealed record MutedSet(ChurchId Church, bool Muted) : ChurchEvent(Church);
public sealed record SpotlightSet(ImmutableArray<ChurchId> Churches) : ServiceEvent;
public sealed record ClockSet(PageClock Clock) : ServiceEvent;
public sealed record BlankSet(bool Blank) : ServiceEvent;
public sealed record LockSet(bool Locked) : ServiceEvent;

/// <summary>A producer's act is done, and this is how to take it back: what it changed, as it was before.</summary>
/// <param name="By">Who did it, as the journal names people and programs.</param>
/// <param name="Spotlight">The spotlight before; null when it is the same.</param>
public sealed record ActDone(
    ServiceAction Action, string? By, ImmutableArray<ChurchBefore> Churches, ImmutableArray<ChurchId>? Spotlight = null) : ServiceEvent;

/// <param name="Act">Its <see cref="PastAct.Id"/>.</param>
public sealed record ActUndone(long Act) : ServiceEvent;
