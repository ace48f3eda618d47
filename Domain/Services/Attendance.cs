using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Services;

/// <summary>A stretch of time; open while the church is still there.</summary>
public sealed record Interval(DateTimeOffset From, DateTimeOffset? To);

/// <param name="Seconds">In the room, waiting included.</param>
/// <param name="OnWallSeconds">On a page that the walls showed, or in the spotlight.</param>
public sealed record AttendanceEntry(ChurchId Church, string Name, double Seconds, double OnWallSeconds, IReadOnlyList<Interval> Intervals);

/// <summary>
/// Who was there, and for how long on the wall: a fold over the journal, not bookkeeping of its own. Feed it every event
/// in order, then ask.
/// </summary>
public sealed class Attendance
{
    readonly Dictionary<ChurchId, Stay> stays = [];
    ServiceState state = ServiceState.None;

    public void Add(ServiceEvent happened, DateTimeOffset at)
    {
        var before = state;
        state = Evolve.Apply(before, happened, at);
        if (happened is SeatsCompacted or RoomOpened or RoomClosed || ChangesWall(before, state))
        {
            foreach (var church in state.Churches.Values)
            {
                Follow(before, church, at);
            }
        }
        else if (happened is ChurchEvent { Church: var id } && state.Churches.TryGetValue(id, out var church))
        {
            Follow(before, church, at);
        }
    }

    /// <summary>Everyone who was there, in order of first arrival.</summary>
    /// <param name="now">Closes what is still open when the sums are made.</param>
    public IReadOnlyList<AttendanceEntry> Entries(DateTimeOffset now) =>
    [
        .. stays.Where(s => s.Value.Intervals.Count > 0).OrderBy(s => s.Value.Intervals[0].From).Select(s => new AttendanceEntry(
            s.Key,
            state.Churches[s.Key].Name,
            s.Value.Intervals.Sum(i => ((i.To ?? now) - i.From).TotalSeconds),
            s.Value.OnWall + Shown(state, s.Value, now),
            s.Value.Intervals)),
    ];

    static bool ChangesWall(ServiceState before, ServiceState after) =>
        before.Clock != after.Clock || before.Turns != after.Turns || before.Settings != after.Settings || before.Blank != after.Blank
        || before.Phase != after.Phase || !before.Spotlight.SequenceEqual(after.Spotlight);

    void Follow(ServiceState before, Attendee church, DateTimeOffset at)
    {
        if (!stays.TryGetValue(church.Id, out var stay))
        {
            stays[church.Id] = stay = new();
        }
        stay.OnWall += Shown(before, stay, at);
        stay.Since = at;
        stay.Seat = church is { IsPresent: true, IsOnWall: true } ? church.Seat : null;
        if (church.IsPresent && stay.Intervals is not [.., { To: null }])
        {
            stay.Intervals.Add(new(at, null));
        }
        else if (!church.IsPresent && stay.Intervals is [.., { To: null } open])
        {
            stay.Intervals[^1] = open with { To = at };
        }
    }

    // On-air seconds since the stay's last change, under the clock and pages that held until now.
    static double Shown(ServiceState held, Stay stay, DateTimeOffset until)
    {
        if (stay.Seat is not { } seat || held.Blank || held.Phase != ServicePhase.Live)
        {
            return 0;
        }
        if (held.Spotlight.Any(c => held.Churches.TryGetValue(c, out var lit) && lit.Seat == seat))
        {
            return (until - stay.Since).TotalSeconds;
        }
        var turn = Paging.TurnOf(Paging.PageOf(seat, held.Settings.PageSize), held.Settings.Screens);
        return held.Clock.ShownSeconds(turn, held.Turns, stay.Since, until);
    }

    sealed class Stay
    {
        public List<Interval> Intervals { get; } = [];
        public double OnWall { get; set; }
        public int? Seat { get; set; }
        public DateTimeOffset Since { get; set; }
    }
}
