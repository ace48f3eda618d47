namespace VideoWall.Simulation;

/// <summary>What is to happen later, in order of time, on one timer. Actions run under the owner's lock and never throw.</summary>
sealed class TimerQueue : IDisposable
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    readonly Lock gate;
    readonly TimeProvider time;
    readonly ITimer timer;
    readonly PriorityQueue<Entry, (DateTimeOffset Due, long Order)> entries = new();
    long order;

    /// <param name="gate">The owner's lock: every method but <see cref="Dispose"/> is called under it.</param>
    internal TimerQueue(Lock gate, TimeProvider time)
    {
        this.gate = gate;
        this.time = time;
        timer = time.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal Entry Add(TimeSpan delay, Action action)
    {
        var entry = new Entry(action);
        entries.Enqueue(entry, (time.GetUtcNow() + delay, order++));
        Arm();
        return entry;
    }

    internal void Clear()
    {
        entries.Clear();
        Arm();
    }

    public void Dispose() => timer.Dispose();

    void RunDue()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            while (entries.TryPeek(out var entry, out var at) && (entry.IsCancelled || at.Due <= now))
            {
                entries.Dequeue();
                entry.Run();
            }

            Arm();
        }
    }

    void Arm()
    {
        while (entries.TryPeek(out var entry, out _) && entry.IsCancelled)
        {
            entries.Dequeue();
        }

        var wait = Timeout.InfiniteTimeSpan;
        if (entries.TryPeek(out _, out var next))
        {
            wait = next.Due - time.GetUtcNow();
            wait = wait > Tick ? wait : Tick;
        }

        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    internal sealed class Entry(Action action)
    {
        internal bool IsCancelled { get; private set; }

        internal void Cancel() => IsCancelled = true;

        internal void Run()
        {
            if (!IsCancelled)
            {
                action();
            }
        }
    }
}
