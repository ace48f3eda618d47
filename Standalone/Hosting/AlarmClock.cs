namespace VideoWall.Standalone.Hosting;

/// <summary>One timer for the alarms of all actors: each has at most one, the earliest it asked for.</summary>
sealed class AlarmClock : IDisposable
{
    static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    /// <summary>Timers take at most 49 days; one that fires with nothing due is set again.</summary>
    static readonly TimeSpan Most = TimeSpan.FromDays(1);

    readonly PriorityQueue<string, DateTimeOffset> due = new();
    readonly Dictionary<string, DateTimeOffset> alarms = [];
    readonly Lock gate = new();
    readonly TimeProvider time;
    readonly ITimer timer;
    readonly Action<string> ring;

    public AlarmClock(TimeProvider time, Action<string> ring)
    {
        (this.time, this.ring) = (time, ring);
        timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Set(string id, DateTimeOffset at)
    {
        lock (gate)
        {
            if (alarms.TryGetValue(id, out var earlier) && earlier <= at)
            {
                return;
            }
            alarms[id] = at;
            due.Enqueue(id, at);
            Arm();
        }
    }

    public void Dispose() => timer.Dispose();

    void Ring()
    {
        var ringing = new List<string>();
        lock (gate)
        {
            while (due.TryPeek(out var id, out var at) && at <= time.GetUtcNow())
            {
                due.Dequeue();
                if (alarms.TryGetValue(id, out var set) && set == at) // else an earlier one rang already
                {
                    alarms.Remove(id);
                    ringing.Add(id);
                }
            }
            Arm();
        }
        ringing.ForEach(ring);
    }

    void Arm()
    {
        if (due.TryPeek(out _, out var next))
        {
            // A timer may fire a little early; at least a millisecond keeps that from becoming a busy loop.
            var wait = next - time.GetUtcNow() + Least;
            timer.Change(wait < Least ? Least : wait > Most ? Most : wait, Timeout.InfiniteTimeSpan);
        }
    }
}
