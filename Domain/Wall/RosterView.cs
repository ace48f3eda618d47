using System.Collections.Immutable;
using VideoWall.Domain.Services;

namespace VideoWall.Domain.Wall;

/// <summary>What a seat shows. Those from <see cref="Hidden"/> on reach the console only, never a wall.</summary>
public enum SeatState
{
    /// <summary>Picture flowing.</summary>
    Live,

    /// <summary>Present, no picture yet.</summary>
    Joining,

    /// <summary>Gone, seat kept.</summary>
    Reconnecting,
    Hidden,
    Waiting,
    Denied,
    Removed,

    /// <summary>Gone for good, or it never came: it has a place, and no seat.</summary>
    Away,
}

/// <summary>One seat as pages see it.</summary>
/// <param name="Seat">From 0; negative for a church without a seat on the wall.</param>
/// <param name="Muted">The picture is muted, by its sender or by a producer.</param>
/// <param name="Wish">The name that it asks for instead; the console's alone.</param>
/// <param name="MutedByProducer">A producer stopped it: what the church's page obeys, and what a producer can take back.</param>
public sealed record SeatView(
    int Seat, ChurchId Church, string Identity, string Name, string City, SeatState State,
    string? ParticipantSid, string? TrackSid, bool Muted, NameWish? Wish = null, bool MutedByProducer = false)
{
    /// <summary>Null for one that was not given its place yet.</summary>
    public static SeatView? Of(Attendee church) =>
        church.IsAway ? Of(church, SeatMap.PlaceAway(church.Number)) : church.Seat is { } seat ? Of(church, seat) : null;

    /// <summary>As it would be on that seat; for a church that has none, too.</summary>
    public static SeatView Of(Attendee church, int seat)
    {
        var session = church.Presence.Current;
        return new(seat, church.Id, church.Identity, church.Name, church.City, StateOf(church),
            session?.Sid, session?.Track?.Sid, church.Muted || session?.Track is { Muted: true }, church.Wish, church.Muted);
    }

    static SeatState StateOf(Attendee church) => church.Standing switch
    {
        Standing.Denied => SeatState.Denied,
        Standing.Removed => SeatState.Removed,
        _ when church.IsAway => SeatState.Away,
        Standing.Waiting => SeatState.Waiting,
        _ when church.Hidden => SeatState.Hidden,
        _ when church.Presence.Current is null => SeatState.Reconnecting,
        _ => church.Presence.Current.Track is null ? SeatState.Joining : SeatState.Live,
    };
}

/// <summary>All of a roster that is not a seat.</summary>
/// <param name="StartsAt">Announced start, for countdowns; null without one.</param>
/// <param name="WallKey">For those who let walls in, never for a page; null from a silo of an earlier program.</param>
/// <param name="WallAccess">Whether the code alone opens a wall too.</param>
public sealed record RosterHeader(
    ServicePhase State, string Title, int PageSize, int Screens, PageClock Clock, int Pages, bool Blank, ImmutableArray<ChurchId> Spotlight,
    DateTimeOffset? StartsAt = null, string? WallKey = null, WallAccess WallAccess = WallAccess.Key,
    bool Locked = false)
{
    public static RosterHeader Of(ServiceState s) => new(
        s.Phase, s.Settings.Title, s.Settings.PageSize, s.Settings.Screens, s.Clock, s.Pages, s.Blank, s.Spotlight, s.Settings.StartsAt,
        s.WallKey, s.Settings.WallAccess, s.Locked);

    // ImmutableArray compares by reference; two headers with the same spotlight are the same header.
    public bool Equals(RosterHeader? other) =>
        other is not null && State == other.State && Title == other.Title && PageSize == other.PageSize && Screens == other.Screens
        && Clock == other.Clock && Pages == other.Pages && Blank == other.Blank && StartsAt == other.StartsAt && Spotlight.SequenceEqual(other.Spotlight)
        && WallKey == other.WallKey && WallAccess == other.WallAccess && Locked == other.Locked;

    public override int GetHashCode() => HashCode.Combine(State, Title, PageSize, Screens, Clock, Pages, Blank, Spotlight.Length);
}

/// <summary>A service's roster at one revision, with everyone a console may see.</summary>
public sealed record RosterView(ServiceId Service, long Revision, RosterHeader Header, ImmutableSortedDictionary<int, SeatView> Seats)
{
    public static RosterView Of(ServiceState s) => new(
        s.Id, s.Revision, RosterHeader.Of(s),
        s.Churches.Values.Select(c => SeatView.Of(c)).OfType<SeatView>().ToImmutableSortedDictionary(v => v.Seat, v => v));

    /// <summary>The roster after a delta that starts at this revision.</summary>
    public RosterView Apply(RosterDelta delta)
    {
        var seats = Seats.ToBuilder();
        foreach (var change in delta.Seats)
        {
            if (change.After is { } after)
            {
                seats[change.Seat] = after;
            }
            else
            {
                seats.Remove(change.Seat);
            }
        }
        return this with { Revision = delta.To, Header = delta.HeaderAfter, Seats = seats.ToImmutable() };
    }

    /// <summary>What a wall may see of it: no hidden and no waiting church.</summary>
    public RosterView ForWalls() => this with { Seats = Seats.Values.Select(Audience.ForWalls).OfType<SeatView>().ToImmutableSortedDictionary(v => v.Seat, v => v) };
}

/// <summary>Who may see what.</summary>
public static class Audience
{
    /// <summary>What a wall may see of a seat; null for nothing.</summary>
    public static SeatView? ForWalls(SeatView? seat) => !OnWalls(seat) ? null : seat!.Wish is null ? seat : seat with { Wish = null };

    public static bool OnWalls(SeatView? seat) => seat is { Seat: >= 0, State: SeatState.Live or SeatState.Joining or SeatState.Reconnecting };
}
