using Microsoft.Extensions.Time.Testing;
using VideoWall.Fakes;

namespace VideoWall.Simulation.Tests.Support;

/// <summary>The library's clock, which also tells of the timers on it: how many are armed, and when one is.</summary>
sealed class WatchedTime() : FakeTimeProvider(TestClock.Sunday().GetUtcNow())
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    readonly Lock gate = new();
    readonly Dictionary<WatchedTimer, DateTimeOffset> due = [];
    TaskCompletionSource armed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Timers that are set to fire.</summary>
    internal int Armed
    {
        get
        {
            lock (gate)
            {
                return due.Count;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this);
        timer.Inner = base.CreateTimer(
            inner =>
            {
                Note(timer, Timeout.InfiniteTimeSpan);
                callback(inner);
            },
            state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until a timer is set to fire exactly so long from now; fails loudly when none is.</summary>
    internal async Task WhenArmed(TimeSpan dueIn)
    {
        for (; ; )
        {
            Task next;
            lock (gate)
            {
                if (due.ContainsValue(GetUtcNow() + dueIn))
                {
                    return;
                }
                next = armed.Task;
            }
            await next.WaitAsync(Longest, System);
        }
    }

    void Note(WatchedTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            due.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                due.Add(timer, GetUtcNow() + dueTime);
                armed.SetResult();
                armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    sealed class WatchedTimer(WatchedTime time) : ITimer
    {
        internal ITimer Inner { get; set; } = null!;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.True(period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero, "periodic timers are not watched");
            time.Note(this, dueTime);
            return Inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            time.Note(this, Timeout.InfiniteTimeSpan);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
