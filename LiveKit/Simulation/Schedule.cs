namespace VideoWall.LiveKit.Simulation;

/// <summary>What is to happen later, on one timer. Steps run one after the other under the owner's lock and never throw.</summary>
sealed class Schedule : IDisposable
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    readonly Lock gate;
    readonly TimeProvider time;
    readonly ITimer timer;
    readonly PriorityQueue<Step, (DateTimeOffset Due, long Order)> steps = new();
    long order;

    /// <param name="gate">The owner's lock: every method but <see cref="Dispose"/> is called under it.</param>
    internal Schedule(Lock gate, TimeProvider time)
    {
        this.gate = gate;
        this.time = time;
        timer = time.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal Step In(TimeSpan wait, Action action)
    {
        var step = new Step(action);
        steps.Enqueue(step, (time.GetUtcNow() + wait, order++));
        Arm();
        return step;
    }

    internal void Clear()
    {
        steps.Clear();
        Arm();
    }

    public void Dispose() => timer.Dispose();

    void RunDue()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            while (steps.TryPeek(out var step, out var at) && (step.IsCancelled || at.Due <= now))
            {
                steps.Dequeue();
                step.Run();
            }

            Arm();
        }
    }

    void Arm()
    {
        while (steps.TryPeek(out var step, out _) && step.IsCancelled)
        {
            steps.Dequeue();
        }

        var wait = Timeout.InfiniteTimeSpan;
        if (steps.TryPeek(out _, out var next))
        {
            wait = next.Due - time.GetUtcNow();
            wait = wait > Tick ? wait : Tick;
        }

        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    internal sealed class Step(Action action)
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
