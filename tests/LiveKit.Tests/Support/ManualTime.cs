namespace VideoWall.LiveKit.Tests.Support;

/// <summary>A clock that moves when told to. Timers fire in order while it moves, on the caller's thread.</summary>
sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    static readonly TimeSpan TestTimeout = TimeSpan.FromSeconds(20);

    readonly Lock gate = new();
    readonly List<ManualTimer> timers = [];
    readonly List<(Func<bool> Met, TaskCompletionSource Done)> waiters = [];
    DateTimeOffset now = start;

    internal ManualTime()
        : this(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero))
    {
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Timers that are set to fire.</summary>
    internal int Armed
    {
        get
        {
            lock (gate)
            {
                return timers.Count(t => t.Due is not null);
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Set(DateTimeOffset to)
    {
        lock (gate)
        {
            now = to;
        }
    }

    internal void Advance(TimeSpan by)
    {
        var target = GetUtcNow() + by;
        while (NextDue(target) is { } timer)
        {
            timer.Fire();
        }

        Set(target);
    }

    /// <summary>Waits until a timer is set to fire exactly so long from now; fails loudly when none is.</summary>
    internal async Task WhenArmed(TimeSpan dueIn)
    {
        TaskCompletionSource done;
        lock (gate)
        {
            bool Met() => timers.Any(t => t.Due == now + dueIn);
            if (Met())
            {
                return;
            }

            done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((Met, done));
        }

        await done.Task.WaitAsync(TestTimeout);
    }

    ManualTimer? NextDue(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = timers.Where(t => t.Due <= until).MinBy(t => t.Due);
            if (next is not null)
            {
                now = next.Due > now ? next.Due.Value : now;
                next.Due = null;
            }

            return next;
        }
    }

    void Arm(ManualTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            timers.Remove(timer);
            timer.Due = dueTime == Timeout.InfiniteTimeSpan ? null : now + dueTime;
            if (timer.Due is not null)
            {
                timers.Add(timer);
            }

            foreach (var waiter in waiters.Where(w => w.Met()).ToList())
            {
                waiters.Remove(waiter);
                waiter.Done.SetResult();
            }
        }
    }

    sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        internal DateTimeOffset? Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.True(period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero, "periodic timers are not simulated");
            time.Arm(this, dueTime);
            return true;
        }

        internal void Fire() => callback();

        public void Dispose() => time.Arm(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
