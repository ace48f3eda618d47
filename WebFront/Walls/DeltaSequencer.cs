using VideoWall.Domain.Wall;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// Puts a service's deltas in order. One-way calls may overtake each other: one that comes before its predecessor waits
/// for it a moment. One whose predecessor is lost is passed on all the same; whoever gets it sees the gap and asks.
/// </summary>
/// <param name="pass">Takes the next delta; called by one thread at a time.</param>
sealed class DeltaSequencer(Action<RosterDelta> pass, TimeProvider time) : IDisposable
{
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    readonly Lock gate = new();
    readonly SortedList<long, RosterDelta> early = [];
    long? reached; // unknown until the first watch is answered
    ITimer? waiting;

    public void Add(RosterDelta delta)
    {
        lock (gate)
        {
            if (reached is not { } last || delta.From > last)
            {
                early[delta.From] = delta;
                waiting ??= time.CreateTimer(_ => GiveUp(), null, Moment, Timeout.InfiniteTimeSpan);
                return;
            }
            Pass(delta);
            PassOn(gaps: false);
        }
    }

    /// <summary>A watch was answered with this revision: what leads on from it may pass.</summary>
    public void Reached(long revision)
    {
        lock (gate)
        {
            reached = Math.Max(reached ?? 0, revision);
            PassOn(gaps: false);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            early.Clear();
            waiting?.Dispose();
        }
    }

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
        pass(delta);
    }
}
