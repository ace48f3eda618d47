using System.Collections.Immutable;
using VideoWall.Domain.Wall;

namespace VideoWall.Actors.Services;

/// <summary>Who watches a service, each on a lease, and what their walls report.</summary>
sealed class Watchers(TimeProvider time)
{
    readonly Dictionary<IServiceObserver, DateTimeOffset> leases = [];
    readonly Dictionary<string, ImmutableArray<WallReport>> walls = [];

    public bool Any => leases.Count > 0;

    public ImmutableArray<WallReport> Walls => [.. walls.Values.SelectMany(w => w).OrderBy(w => w.Screen).ThenBy(w => w.Since)];

    /// <summary>Adds or renews; true when it is new.</summary>
    public bool Add(IServiceObserver observer)
    {
        var isNew = !leases.ContainsKey(observer);
        leases[observer] = time.GetUtcNow() + ServiceActor.Lease;
        return isNew;
    }

    public void Remove(IServiceObserver observer) => leases.Remove(observer);

    public void DropExpired()
    {
        var now = time.GetUtcNow();
        foreach (var (observer, until) in leases)
        {
            if (until < now)
            {
                leases.Remove(observer);
            }
        }
    }

    public void Changed(RosterDelta delta) => Tell(o => o.Changed(delta));

    public void Moved() => Tell(o => o.Moved());

    public void Report(string node, ImmutableArray<WallReport> reports)
    {
        if (reports.IsEmpty)
        {
            walls.Remove(node);
        }
        else
        {
            walls[node] = reports;
        }
        var all = Walls;
        Tell(o => o.WallsChanged(all));
    }

    void Tell(Func<IServiceObserver, Task> tell)
    {
        foreach (var observer in leases.Keys)
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
}
