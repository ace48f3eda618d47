using System.Collections.Immutable;
using VideoWall.Domain.Services;

namespace VideoWall.Domain.Wall;

/// <summary>One seat before and after; null where it was, or is, empty.</summary>
public sealed record SeatChange(int Seat, SeatView? Before, SeatView? After)
{
    public bool IsChange => Before != After;
}

/// <summary>
/// What leads from one revision to another. It keeps both sides of every change, so that it can be cut down to an
/// audience, joined with its successor, and written as nothing but the fields that differ.
/// </summary>
/// <param name="Causes">Ids of the webhooks behind it.</param>
public sealed record RosterDelta(
    ServiceId Service, long From, long To, RosterHeader HeaderBefore, RosterHeader HeaderAfter,
    ImmutableArray<SeatChange> Seats, ImmutableArray<string> Causes)
{
    /// <summary>Nothing differs, not even the revision.</summary>
    public bool IsEmpty => From == To && HeaderBefore == HeaderAfter && Seats.IsEmpty;

    /// <summary>The difference of two states, looking only at churches that <paramref name="events"/> can have touched.</summary>
    public static RosterDelta Between(ServiceState before, ServiceState after, IEnumerable<ServiceEvent> events, ImmutableArray<string> causes)
    {
        var touched = Touched(before, after, events);
        var (old, now) = (new Dictionary<int, SeatView>(), new Dictionary<int, SeatView>());
        foreach (var id in touched)
        {
            Collect(before, id, old);
            Collect(after, id, now);
        }
        return Diff(after.Id, before.Revision, after.Revision, RosterHeader.Of(before), RosterHeader.Of(after), old, now, causes);
    }

    /// <summary>The difference of two rosters.</summary>
    public static RosterDelta Between(RosterView before, RosterView after) =>
        Diff(after.Service, before.Revision, after.Revision, before.Header, after.Header, before.Seats, after.Seats, []);

    /// <summary>Deltas that lead on from each other, as one.</summary>
    /// <param name="deltas">At least one.</param>
    public static RosterDelta Joined(IReadOnlyList<RosterDelta> deltas)
    {
        if (deltas.Count == 1)
        {
            return deltas[0];
        }
        var seats = new Dictionary<int, SeatChange>();
        foreach (var change in deltas.SelectMany(d => d.Seats))
        {
            seats[change.Seat] = seats.TryGetValue(change.Seat, out var earlier) ? earlier with { After = change.After } : change;
        }
        return deltas[0] with
        {
            To = deltas[^1].To,
            HeaderAfter = deltas[^1].HeaderAfter,
            Seats = [.. seats.Values.Where(s => s.IsChange).OrderBy(s => s.Seat)],
            Causes = [.. deltas.SelectMany(d => d.Causes)],
        };
    }

    /// <summary>This delta followed by the next one, as one.</summary>
    public RosterDelta Then(RosterDelta next) => Joined([this, next]);

    /// <summary>What a wall may see of it: a church that is hidden goes, one that is shown comes.</summary>
    public RosterDelta ForWalls() => this with
    {
        Seats = [.. Seats
            .Select(s => new SeatChange(s.Seat, Audience.ForWalls(s.Before), Audience.ForWalls(s.After)))
            .Where(s => s.IsChange)],
    };

    static void Collect(ServiceState state, ChurchId id, Dictionary<int, SeatView> views)
    {
        if (state.Churches.TryGetValue(id, out var church) && SeatView.Of(church) is { } view)
        {
            views[view.Seat] = view;
        }
    }

    static RosterDelta Diff(
        ServiceId service, long from, long to, RosterHeader headerBefore, RosterHeader headerAfter,
        IReadOnlyDictionary<int, SeatView> before, IReadOnlyDictionary<int, SeatView> after, ImmutableArray<string> causes)
    {
        var seats = ImmutableArray.CreateBuilder<SeatChange>();
        foreach (var seat in before.Keys.Union(after.Keys).Order())
        {
            var change = new SeatChange(seat, before.GetValueOrDefault(seat), after.GetValueOrDefault(seat));
            if (change.IsChange)
            {
                seats.Add(change);
            }
        }
        return new(service, from, to, headerBefore, headerAfter, seats.ToImmutable(), causes);
    }

    static HashSet<ChurchId> Touched(ServiceState before, ServiceState after, IEnumerable<ServiceEvent> events)
    {
        var touched = new HashSet<ChurchId>();
        foreach (var happened in events)
        {
            switch (happened)
            {
                case ChurchEvent e:
                    touched.Add(e.Church);
                    break;
                case SeatsCompacted e:
                    touched.UnionWith(e.Moves.Select(m => m.Church));
                    break;
                case RoomOpened or RoomClosed:
                    touched.UnionWith(before.Churches.Keys);
                    touched.UnionWith(after.Churches.Keys);
                    break;
            }
        }
        return touched;
    }
}
