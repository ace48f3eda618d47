namespace VideoWall.Actors.Hosting;

/// <summary>
/// One timer for the alarms of all actors of a process: each has at most one, the earliest it asked for. An actor that
/// cannot be woken is tried again.
/// </summary>
public sealed class AlarmClock : IDisposable
{
    static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>Timers take at most 49 days; one that fires with nothing due is set again.</summary>
    static readonly TimeSpan Most = TimeSpan.FromDays(1);

    readonly PriorityQueue<string, DateTimeOffset> due = new();
    readonly Dictionary<string, DateTimeOffset> alarms = [];
    readonly Lock gate = new();
    readonly TimeProvider time;
    readonly ITimer timer;
    readonly Func<string, Task> wake;
    readonly Action<string, Exception> failed;

    /// <param name="wake">Wakes the actor of that id.</param>
    /// <param name="failed">Told when that failed; it is tried again.</param>
    public AlarmClock(TimeProvider time, Func<string, Task> wake, Action<string, Exception> failed)
    {
        (this.time, this.wake, this.failed) = (time, wake, failed);
        timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes the actor at that moment or soon after; an earlier moment already set stays.</summary>
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
        ringing.ForEach(id => _ = Wake(id));
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
