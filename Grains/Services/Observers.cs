using System.Collections.Immutable;
using VideoWall.Domain.Wall;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.Services;

/// <summary>Who watches a service, each on a lease, and what their walls report: a silo that is gone takes its walls along.</summary>
sealed class Observers(TimeProvider time)
{
    readonly Dictionary<IServiceObserver, Watch> watches = [];

    public bool Any => watches.Count > 0;

    /// <summary>A wall that went from one silo to another is told once: as it is where it lives.</summary>
    public ImmutableArray<WallReport> Walls =>
    [
        .. watches.Values.SelectMany(w => w.Walls).GroupBy(w => w.WallId)
            .Select(same => same.OrderBy(w => w.Status == WallStatus.Gone).ThenByDescending(w => w.LastBeat).First())
            .OrderBy(w => w.Screen).ThenBy(w => w.Since),
    ];

    /// <summary>Adds or renews; true when it is new.</summary>
    public bool Add(IServiceObserver observer)
    {
        DropExpired();
        var until = time.GetUtcNow() + WatchLease.Duration;
        var isNew = !watches.TryGetValue(observer, out var watch);
        watches[observer] = isNew ? new(until, []) : watch! with { Until = until };
        return isNew;
    }

    public void Remove(IServiceObserver observer) => Forget([observer]);

    public void DropExpired()
    {
        var now = time.GetUtcNow();
        if (watches.Values.Any(w => w.Until < now))
        {
            Forget([.. watches.Where(w => w.Value.Until < now).Select(w => w.Key)]);
        }
    }

    public void Changed(RosterDelta delta) => Tell(o => o.Changed(delta));

    public void Moved() => Tell(o => o.Moved());

    public void Report(IServiceObserver observer, ImmutableArray<WallReport> reports)
    {
        if (watches.TryGetValue(observer, out var watch)) // else its lease has ended: it watches again, and reports again
        {
            watches[observer] = watch with { Walls = reports };
            TellWalls();
        }
    }

    void Forget(IReadOnlyList<IServiceObserver> observers)
    {
        var hadWalls = false;
        foreach (var observer in observers)
        {
            hadWalls |= watches.Remove(observer, out var watch) && !watch.Walls.IsEmpty;
        }
        if (hadWalls)
        {
            TellWalls();
        }
    }

    void TellWalls()
    {
        var all = Walls;
        Tell(o => o.WallsChanged(all));
    }

    void Tell(Func<IServiceObserver, Task> tell)
    {
        foreach (var observer in watches.Keys)
        {
            _ = Call(observer);
        }

        // Observers only enqueue. One that is gone fails here or never answers; its lease ends by itself.
        async Task Call(IServiceObserver observer)
        {
            try
            {
                await tell(observer);
            }
            catch (Exception)
            {
                // What was told is durable already: no observer can make it undone, or keep it from the others.
            }
        }
    }

    sealed record Watch(DateTimeOffset Until, ImmutableArray<WallReport> Walls);
}
