using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Services;

/// <summary>A stretch of time; open while the church is still there.</summary>
/// <param name="OnWallSeconds">For how much of it the walls showed the church; at most its length.</param>
public sealed record Interval(DateTimeOffset From, DateTimeOffset? To, double OnWallSeconds)
{
    /// <param name="now">Ends what is still open.</param>
    public double Seconds(DateTimeOffset now) => ((To ?? now) - From).TotalSeconds;
}

/// <param name="Seconds">In the room, waiting included.</param>
/// <param name="OnWallSeconds">On a page that the walls showed, or in the spotlight.</param>
/// <param name="Intervals">None for a church that asked to take part and never came.</param>
public sealed record AttendanceEntry(ChurchId Church, string Name, string City, double Seconds, double OnWallSeconds, IReadOnlyList<Interval> Intervals);

/// <summary>
/// Who was there, and for how long on the wall: a fold over the journal, not bookkeeping of its own. Feed it every event
/// in order, then ask. It ends with the service; what is told later counts by when it happened.
/// </summary>
public sealed class Attendance
{
    readonly Dictionary<ChurchId, Stay> stays = [];
    ServiceState state = ServiceState.None;

    public void Add(ServiceEvent happened, DateTimeOffset at)
    {
        var before = state;
        state = Evolve.Apply(before, happened, at);
        var then = Later(happened.HappenedAt ?? at, state.CreatedAt);
        if (before.EndedAt is { } end)
        {
            if (then < end)
            {
                TellLate(happened, then, end);
            }
        }
        else if (happened is SeatsCompacted or RoomOpened or RoomClosed || ChangesWall(before, state))
        {
            foreach (var church in state.Churches.Values)
            {
                Follow(before, church, at, then);
            }
        }
        else if (happened is ChurchEvent { Church: var id } && state.Churches.TryGetValue(id, out var church))
        {
            Follow(before, church, at, then);
        }
    }

    /// <summary>Everyone who was there, in order of first arrival; then those who asked to take part and never came.</summary>
    /// <param name="now">Closes what is still open when the sums are made.</param>
    public IReadOnlyList<AttendanceEntry> Entries(DateTimeOffset now) =>
    [
        .. stays.Where(s => s.Value.Intervals.Count > 0 || state.Churches[s.Key].Standing is Standing.Admitted or Standing.Waiting)
            .OrderBy(s => s.Value.Intervals is [var first, ..] ? first.From : DateTimeOffset.MaxValue)
            .Select(s => Entry(state.Churches[s.Key], s.Value.Until(Shown(state, s.Value, now)), now)),
    ];

    static AttendanceEntry Entry(Attendee church, IReadOnlyList<Interval> intervals, DateTimeOffset now) =>
        new(church.Id, church.Name, church.City, intervals.Sum(i => i.Seconds(now)), intervals.Sum(i => i.OnWallSeconds), intervals);

    static bool ChangesWall(ServiceState before, ServiceState after) =>
        before.Clock != after.Clock || before.Turns != after.Turns || before.Settings != after.Settings || before.Blank != after.Blank
        || before.Phase != after.Phase || !before.Spotlight.SequenceEqual(after.Spotlight);

    // Walls showed it from when we knew that it had come, and until it left.
    void Follow(ServiceState before, Attendee church, DateTimeOffset at, DateTimeOffset then)
    {
        var stay = stays.GetValueOrDefault(church.Id) ?? (stays[church.Id] = new());
        stay.Show(Shown(before, stay, church.IsPresent ? at : Later(then, stay.Since)));
        stay.Since = at;
        stay.Seat = church is { IsPresent: true, IsOnWall: true } ? church.Seat : null;
        if (church.IsPresent)
        {
            stay.Begin(then);
        }
        if (!church.IsPresent || state.Phase == ServicePhase.Ended)
        {
            stay.End(state.Phase == ServicePhase.Ended ? at : then);
        }
    }

    // Who came or left before the end, as we learn after it.
    void TellLate(ServiceEvent happened, DateTimeOffset then, DateTimeOffset end)
    {
        if (happened is SessionEnded { Church: var gone } && !state.Churches[gone].IsPresent && stays.TryGetValue(gone, out var stay))
        {
            stay.Shorten(then);
        }
        else if (happened is SessionSeen { Church: var come } && state.Churches[come].IsPresent)
        {
            stay = stays.GetValueOrDefault(come) ?? (stays[come] = new());
            if (stay.Intervals is not [.., { To: var to }] || to < then)
            {
                stay.Begin(then);
                stay.End(end);
            }
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

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    sealed class Stay
    {
        public List<Interval> Intervals { get; } = [];
        public int? Seat { get; set; }
        public DateTimeOffset Since { get; set; }

        /// <summary>Adds seconds on the wall to the stretch under way.</summary>
        public void Show(double seconds)
        {
            if (Intervals is [.., { To: null } open])
            {
                Intervals[^1] = open with { OnWallSeconds = open.OnWallSeconds + seconds };
            }
        }

        public void Begin(DateTimeOffset at)
        {
            if (Intervals is not [.., { To: null }])
            {
                Intervals.Add(new(Intervals is [.., { To: { } last }] ? Later(at, last) : at, null, 0));
            }
        }

        public void End(DateTimeOffset at)
        {
            if (Intervals is [.., { To: null } open])
            {
                Close(open, Later(at, open.From));
            }
        }

        public void Shorten(DateTimeOffset at)
        {
            if (Intervals is [.., var last] && at < last.To)
            {
                Close(last, Later(at, last.From));
            }
        }

        public List<Interval> Until(double shown) =>
            Intervals is [.. var before, { To: null } open] ? [.. before, open with { OnWallSeconds = open.OnWallSeconds + shown }] : Intervals;

        void Close(Interval interval, DateTimeOffset to) =>
            Intervals[^1] = interval with { To = to, OnWallSeconds = Math.Min(interval.OnWallSeconds, (to - interval.From).TotalSeconds) };
    }
}
