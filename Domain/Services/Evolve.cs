using System.Collections.Immutable;
using VideoWall.Domain.Presence;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Services;

/// <summary>Folds events into state. Total: it never refuses, whatever the journal holds.</summary>
public static class Evolve
{
    const int RememberedStrangers = 64;

    public static ServiceState Apply(ServiceState s, ServiceEvent happened, DateTimeOffset at) => Fold(s, happened, at) with { Revision = s.Revision + 1 };

    static ServiceState Fold(ServiceState s, ServiceEvent happened, DateTimeOffset at) => happened switch
    {
        SessionSeen e => Presence(s, e.Church, at, l => l.Seen(e.Sid, e.JoinedAtMs, e.Exact, at, e.After, e.Room)),
        SessionEnded e => Presence(s, e.Church, at, l => l.Ended(e.Sid, e.JoinedAtMs, e.Presumed ? SessionEnd.Presumed : SessionEnd.Left, at)),
        TrackSeen e => Presence(s, e.Church, at, l => l.TrackSeen(e.Sid, e.TrackSid, e.Muted, at)),
        TrackEnded e => Presence(s, e.Church, at, l => l.TrackEnded(e.Sid, e.TrackSid, e.Presumed)),
        ChurchSeated e => Seat(s, e.Church, e.Seat),
        SeatFreed e => Seat(s, e.Church, null),
        SeatKept e => With(s, e.Church, c => c with { KeptUntil = e.Until }),
        ChurchArrived e => Church(s, new Attendee(
            e.Church, e.Identity, e.Name, e.City, e.Device, e.Registered, e.Standing, false, false, null, null, at, PresenceLedger.Empty,
            Number: s.Churches.GetValueOrDefault(e.Church)?.Number ?? s.Churches.Count)),
        ChurchUpdated e => With(s, e.Church, c => c with { Name = e.Name, City = e.City, Device = e.Device, Renamed = c.Renamed || e.Renamed }),
        NameWished e => With(s, e.Church, c => c with { Wish = e.Wish }),
        StandingSet e => With(s, e.Church, c => c with { Standing = e.Standing, KeptUntil = null }),
        HiddenSet e => With(s, e.Church, c => c with { Hidden = e.Hidden }),
        MutedSet e => With(s, e.Church, c => c with { Muted = e.Muted, Presence = e.Muted ? c.Presence : c.Presence.Unmuted(at) }),
        SpotlightSet e => s with { Spotlight = e.Churches },
        ClockSet e => s with { Clock = e.Clock },
        BlankSet e => s with { Blank = e.Blank },
        ActDone e => s with { Acts = PastAct.Remember(s.Acts, new(s.Revision + 1, at, e)) },
        ActUndone e => s with { Acts = s.Acts.RemoveAll(a => a.Id == e.Act) },
        LockSet e => s with { Locked = e.Locked },
        CompactionAsked e => s with { CompactAt = e.At },
        SeatsCompacted e => Compacted(s, e.Moves),
        StrangerLeft e => s with { Strangers = s.Strangers.Length < RememberedStrangers ? s.Strangers.Add(e.Sid) : s.Strangers.RemoveAt(0).Add(e.Sid) },
        RoomOpened e => Emptied(s with { RoomLedger = s.RoomLedger.Opened(e.Sid, e.CreatedMs) }, at, o => o.Room != e.Sid && (o.Room is not null || o.JoinedAtMs < e.CreatedMs)),
        RoomClosed e => Emptied(s with { RoomLedger = s.RoomLedger.Closed(e.Sid) }, at, o => o.Room == e.Sid || (o.Room is null && o.JoinedAtMs < e.BeforeMs)),
        ServiceScheduled e => s with
        {
            Id = new(e.Id), Code = e.Code, Room = e.Room, WallKey = e.WallKey, Settings = e.Settings, CreatedAt = at,
            Phase = ServicePhase.Scheduled, Clock = new(at, e.Settings.RotationSeconds, null),
        },
        ServiceChanged e => s with { Settings = e.Settings },
        WallKeyReset e => s with { WallKey = e.WallKey },
        DoorsOpened => s with { Phase = ServicePhase.Live },
        ServiceEnded => s with { Phase = ServicePhase.Ended, EndedAt = at, Simulation = null, CompactAt = null },
        ServiceDeleted => s with { Phase = ServicePhase.Deleted },
        SimulationSet e => s with { Simulation = e.Churches },
        _ => s,
    };

    static ServiceState Church(ServiceState s, Attendee church) => s with
    {
        Churches = s.Churches.SetItem(church.Id, church), Index = s.Index.With(s.Churches.GetValueOrDefault(church.Id), church),
    };

    static ServiceState With(ServiceState s, ChurchId id, Func<Attendee, Attendee> change) =>
        s.Churches.TryGetValue(id, out var church) ? Church(s, change(church)) : s;

    static ServiceState Presence(ServiceState s, ChurchId id, DateTimeOffset at, Func<PresenceLedger, PresenceLedger> change) =>
        With(s, id, church =>
        {
            var ledger = change(church.Presence);
            var isPresent = ledger.Current is not null;
            return church with { Presence = ledger, Since = isPresent == church.IsPresent ? church.Since : at, KeptUntil = isPresent ? null : church.KeptUntil };
        });

    static ServiceState Seat(ServiceState s, ChurchId id, int? seat)
    {
        if (!s.Churches.TryGetValue(id, out var church) || (seat is { } wanted && !s.Seats.IsFree(wanted)))
        {
            return s;
        }
        var seats = church.Seat is { } old ? s.Seats.Leave(old) : s.Seats;
        return Church(s, church with { Seat = seat, LastSeat = church.Seat >= 0 ? church.Seat : church.LastSeat }) with
        {
            Seats = seat is { } taken ? seats.Take(taken) : seats,
        };
    }

    static ServiceState Compacted(ServiceState s, ImmutableArray<SeatMove> moves)
    {
        foreach (var move in moves)
        {
            s = Seat(s, move.Church, move.Seat);
        }
        return s with { CompactAt = null };
    }

    static ServiceState Emptied(ServiceState s, DateTimeOffset at, Func<Session, bool> isOver)
    {
        foreach (var id in s.Churches.Values.Where(c => c.Presence.Sessions.Length > 0).Select(c => c.Id).ToArray())
        {
            s = Presence(s, id, at, l => l.Ended(isOver));
        }
        return s;
    }
}
