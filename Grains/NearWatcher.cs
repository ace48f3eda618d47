using System.Collections.Immutable;
using VideoWall.Actors.Services;
using VideoWall.Domain.Wall;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains;

/// <summary>
/// A web node of this process, as the cluster calls it. One-way calls may overtake each other: a delta that comes before
/// its predecessor waits for it a moment. One whose predecessor is lost is passed on all the same; the observer sees the
/// gap and asks.
/// </summary>
sealed class NearWatcher(IServiceObserver observer, TimeProvider time) : IServiceWatcher
{
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    readonly Lock gate = new();
    readonly SortedList<long, RosterDelta> early = [];
    long? reached; // unknown until the first watch is answered
    ITimer? waiting;

    public Task Changed(RosterDelta delta)
    {
        lock (gate)
        {
            if (reached is not { } last || delta.From > last)
            {
                early[delta.From] = delta;
                waiting ??= time.CreateTimer(_ => GiveUp(), null, Moment, Timeout.InfiniteTimeSpan);
                return Task.CompletedTask;
            }
            Pass(delta);
            PassOn(gaps: false);
        }
        return Task.CompletedTask;
    }

    /// <summary>A watch was answered with this revision: what leads on from it may pass.</summary>
    public void Start(long revision)
    {
        lock (gate)
        {
            reached = Math.Max(reached ?? 0, revision);
            PassOn(gaps: false);
        }
    }

    public Task WallsChanged(ImmutableArray<WallReport> walls) => observer.WallsChanged(walls);

    public Task Moved() => observer.Moved();

    void GiveUp()
    {
        lock (gate)
        {
            PassOn(gaps: true);
        }
    }

    void PassOn(bool gaps)
    {
        while (early.Count > 0 && (gaps || early.Keys[0] <= reached))
        {
            var next = early.Values[0];
            early.RemoveAt(0);
            Pass(next);
        }
        if (early.Count == 0)
        {
            waiting?.Dispose();
            waiting = null;
        }
    }

    void Pass(RosterDelta delta)
    {
        reached = Math.Max(reached ?? 0, delta.To);
        _ = observer.Changed(delta);
    }
}
