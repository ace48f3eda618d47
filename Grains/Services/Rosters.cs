using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.Services;

/// <summary>The roster as integrators read it.</summary>
static class Rosters
{
    public static Roster Of(ServiceState s, DateTimeOffset now) =>
        new(s.Revision, [.. s.Churches.Values.OrderBy(c => c.Seat is null).ThenBy(c => c.Seat < 0).ThenBy(c => c.Seat).Select(c => Entry(s, c, now))]);

    static RosterEntry Entry(ServiceState s, Attendee church, DateTimeOffset now)
    {
        var session = church.Presence.Current;
        var view = SeatView.Of(church, church.Seat ?? 0);
        int? seat = church is { Seat: >= 0, KeptUntil: null } ? church.Seat : null;
        return new(
            church.Id, church.Identity, church.Name, church.City, seat, seat is { } taken ? Paging.PageOf(taken, s.Settings.PageSize) : null,
            view.State, s.IsOnAir(church, now), view.Muted, church.Registered, session?.Sid, session?.Track?.Sid, church.Since, church.Wish, view.MutedByProducer);
    }
}
