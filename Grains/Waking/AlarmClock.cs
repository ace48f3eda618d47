namespace VideoWall.Grains.Waking;

/// <summary>
/// One timer for the alarms of all services of a silo: each has at most one, the earliest it asked for. One that cannot be
/// woken is tried again. However many are due at once, only a few are woken at a time.
/// </summary>
public sealed class AlarmClock : IDisposable
{
    static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>Ten thousand doors that open on the hour, or a lost silo's services, must not hold up those who call meanwhile.</summary>
    const int MostAtOnce = 32;

    /// <summary>Timers take at most 49 days; one that fires with nothing due is set again.</summary>
    static readonly TimeSpan Most = TimeSpan.FromDays(1);

    readonly PriorityQueue<string, DateTimeOffset> due = new();
    readonly Dictionary<string, DateTimeOffset> alarms = [];
    readonly Queue<string> ringing = new();
    readonly Lock gate = new();
    readonly TimeProvider time;
    readonly ITimer timer;
    readonly Func<string, Task> wake;
    readonly Action<string, Exception> failed;
    int waking;

    /// <param name="wake">Wakes the service of that id.</param>
    /// <param name="failed">Told when that failed; it is tried again.</param>
    public AlarmClock(TimeProvider time, Func<string, Task> wake, Action<string, Exception> failed)
    {
        (this.time, this.wake, this.failed) = (time, wake, failed);
        timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes the service at that moment or soon after; an earlier moment already set stays.</summary>
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
        lock (gate)
        {
            while (due.TryPeek(out var id, out var at) && at <= time.GetUtcNow())
            {
                due.Dequeue();
                if (alarms.TryGetValue(id, out var set) && set == at) // else an earlier one rang already
                {
                    alarms.Remove(id);
                    ringing.Enqueue(id);
                }
            }
            Arm();
        }
        WakeNext();
    }

    void WakeNext()
    {
        while (Next() is { } id)
        {
            _ = Wake(id);
        }
    }

    string? Next()
    {
        lock (gate)
        {
            if (waking == MostAtOnce || !ringing.TryDequeue(out var id))
            {
                return null;
            }
            waking++;
            return id;
        }
    }

    async Task Wake(string id)
    {
        try
        {
            await wake(id);
        }
        catch (Exception fault)
        {
            failed(id, fault);
            Set(id, time.GetUtcNow() + Again);
        }
        lock (gate)
        {
            waking--;
        }
        WakeNext();
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
