namespace VideoWall.Domain.Wall;

/// <summary>
/// When pages turn. A formula, not a message: every page computes the same turn from the server's time, so walls turn
/// together without traffic.
/// </summary>
/// <param name="Epoch">The moment at which turn 0 was, or would have been, shown.</param>
/// <param name="IntervalSeconds">How long a turn is shown; 3 to 3600.</param>
/// <param name="HeldTurn">The turn that a producer holds; null while pages turn.</param>
public sealed record PageClock(DateTimeOffset Epoch, int IntervalSeconds, int? HeldTurn)
{
    /// <summary>The turn on show, from 0; 0 when there is none.</summary>
    public int TurnAt(DateTimeOffset now, int turns)
    {
        if (turns <= 0)
        {
            return 0;
        }
        var turn = HeldTurn ?? (long)Math.Floor((now - Epoch).TotalSeconds / IntervalSeconds);
        return (int)(((turn % turns) + turns) % turns);
    }

    /// <summary>When the walls turn next; null while held.</summary>
    public DateTimeOffset? NextTurnAfter(DateTimeOffset now)
    {
        if (HeldTurn is not null)
        {
            return null;
        }
        var next = Math.Floor((now - Epoch).TotalSeconds / IntervalSeconds) + 1;
        return Epoch.AddSeconds(next * IntervalSeconds);
    }

    /// <summary>How much of the current turn has been shown; zero while held.</summary>
    public TimeSpan Phase(DateTimeOffset now)
    {
        var interval = TimeSpan.FromSeconds(IntervalSeconds).Ticks;
        return HeldTurn is null ? TimeSpan.FromTicks((((now - Epoch).Ticks % interval) + interval) % interval) : TimeSpan.Zero;
    }

    /// <summary>A running clock that shows <paramref name="turn"/> and has shown it for <paramref name="phase"/>.</summary>
    public PageClock Showing(int turn, TimeSpan phase, DateTimeOffset now) =>
        this with { HeldTurn = null, Epoch = now - phase - TimeSpan.FromSeconds((double)turn * IntervalSeconds) };

    public PageClock Holding(int turn) => this with { HeldTurn = turn };

    /// <summary>For how many seconds of a stretch of time <paramref name="turn"/> was on show.</summary>
    public double ShownSeconds(int turn, int turns, DateTimeOffset from, DateTimeOffset to)
    {
        if (turns <= 0 || to <= from || turn >= turns)
        {
            return 0;
        }
        if (HeldTurn is { } held)
        {
            return held == turn ? (to - from).TotalSeconds : 0;
        }
        return ShownUntil(to) - ShownUntil(from);

        double ShownUntil(DateTimeOffset t)
        {
            var cycle = (double)turns * IntervalSeconds;
            var seconds = (t - Epoch).TotalSeconds;
            var cycles = Math.Floor(seconds / cycle);
            return (cycles * IntervalSeconds) + Math.Clamp(seconds - (cycles * cycle) - ((double)turn * IntervalSeconds), 0, IntervalSeconds);
        }
    }
}

/// <summary>Seats make pages, pages make turns, each screen of a wall shows one page of the turn.</summary>
public static class Paging
{
    /// <summary>Pages for seats 0 to <paramref name="topSeat"/>; none while nobody is seated (-1).</summary>
    public static int Pages(int topSeat, int pageSize) => topSeat < 0 ? 0 : (topSeat / pageSize) + 1;

    public static int Turns(int pages, int screens) => (pages + screens - 1) / screens;

    public static int PageOf(int seat, int pageSize) => seat / pageSize;

    public static int TurnOf(int page, int screens) => page / screens;

    /// <summary>The page of a screen (from 0) in a turn; null when there is no such page and the title card shows.</summary>
    public static int? PageOn(int screen, int turn, int screens, int pages)
    {
        var page = (turn * screens) + screen;
        return page < pages ? page : null;
    }
}
