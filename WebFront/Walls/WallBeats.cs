using System.Collections.Immutable;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// How the walls of one service do: this silo's walls beat here, their state goes to the grain, and what all silos
/// report comes back for the consoles.
/// </summary>
sealed class WallBeats : IDisposable
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Pages beat every five seconds; three missed ones are a stall.</summary>
    static readonly TimeSpan Stall = TimeSpan.FromSeconds(15);

    /// <summary>How long a console keeps showing a wall that is gone.</summary>
    static readonly TimeSpan GoneShownFor = TimeSpan.FromSeconds(60);

    readonly Func<ImmutableArray<WallReport>, Task> report;
    readonly TimeProvider time;
    readonly UpdateThrottle reports; // a thousand walls that connect at once are not a thousand reports
    readonly Lock gate = new();
    readonly Dictionary<string, WallReport> mine = [];
    ImmutableArray<Action<ImmutableArray<WallReport>>> consoles = [];
    ITimer? timer;

    /// <param name="report">Tells the grain how this silo's walls do.</param>
    public WallBeats(Func<ImmutableArray<WallReport>, Task> report, TimeProvider time)
    {
        (this.report, this.time) = (report, time);
        reports = new UpdateThrottle(Report, time);
    }

    /// <summary>What all walls of the service report.</summary>
    public ImmutableArray<WallReport> All { get; private set; } = [];

    public bool IsEmpty => mine.Count == 0 && consoles.IsEmpty;

    /// <summary>What the walls of this silo report.</summary>
    public ImmutableArray<WallReport> Mine
    {
        get
        {
            lock (gate)
            {
                return [.. mine.Values];
            }
        }
    }

    public void Connected(string wall, int screen)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            mine[wall] = new(wall, screen, now, now, null, 0, 0, WallStatus.Ok);
            timer ??= time.CreateTimer(_ => Check(), null, Every, Every);
        }
        reports.Request();
    }

    public void Beat(string wall, int? page, int tiles, int frames)
    {
        lock (gate)
        {
            if (mine.TryGetValue(wall, out var report))
            {
                var status = tiles > 0 && frames == 0 ? WallStatus.Stalled : WallStatus.Ok;
                mine[wall] = report with { LastBeat = time.GetUtcNow(), Page = page, Tiles = tiles, Frames = frames, Status = status };
            }
        }
    }

    public void Gone(string wall)
    {
        lock (gate)
        {
            if (mine.TryGetValue(wall, out var report))
            {
                mine[wall] = report with { Status = WallStatus.Gone, LastBeat = time.GetUtcNow() };
            }
        }
        reports.Request();
    }

    public void Heard(ImmutableArray<WallReport> all)
    {
        All = all;
        foreach (var console in consoles)
        {
            console(all);
        }
    }

    public void Subscribe(Action<ImmutableArray<WallReport>> console)
    {
        lock (gate)
        {
            consoles = consoles.Add(console);
        }
    }

    public void Unsubscribe(Action<ImmutableArray<WallReport>> console)
    {
        lock (gate)
        {
            consoles = consoles.Remove(console);
        }
    }

    public void Dispose()
    {
        timer?.Dispose();
        reports.Dispose();
    }

    void Check()
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            foreach (var (id, report) in mine)
            {
                if (report.Status == WallStatus.Gone && report.LastBeat + GoneShownFor < now)
                {
                    mine.Remove(id);
                }
                else if (report.Status == WallStatus.Ok && report.LastBeat + Stall < now)
                {
                    mine[id] = report with { Status = WallStatus.Stalled };
                }
            }
            if (mine.Count == 0)
            {
                timer?.Dispose();
                timer = null;
            }
        }
        reports.Request();
    }

    int Report()
    {
        var all = Mine;
        _ = Send(all);
        return all.Length;
    }

    async Task Send(ImmutableArray<WallReport> all)
    {
        try
        {
            await report(all);
        }
        catch (Exception)
        {
            // Reports are kept in memory only; the next one comes in five seconds.
        }
    }
}
