namespace VideoWall.WebFront.Walls;

/// <summary>
/// When the pages of a service are told: at once while changes are few; while they are many, in rounds with a rest in
/// between, so that what gathers meanwhile goes out as one message. A busy service costs what its pages cost, not what its
/// changes do, and whoever made a change does not wait for a page.
/// </summary>
/// <param name="round">Tells the pages and returns how many there are.</param>
/// <param name="start">Starts a round that is due at once; on the pool, unless said otherwise.</param>
sealed class UpdateThrottle(Func<int> round, TimeProvider time, Action<IThreadPoolWorkItem>? start = null) : IThreadPoolWorkItem, IDisposable
{
    /// <summary>A change of two halves that come close together, such as a church that joins and shows its picture, is one message.</summary>
    static readonly TimeSpan LeastRest = TimeSpan.FromMilliseconds(2);

    /// <summary>A message costs about ten microseconds of a core: rounds leave two thirds of it to others, however many the pages are.</summary>
    static readonly TimeSpan RestPerPage = TimeSpan.FromMicroseconds(20);

    static readonly TimeSpan MostRest = TimeSpan.FromMilliseconds(100);

    readonly Action<IThreadPoolWorkItem> start = start ?? (static self => ThreadPool.UnsafeQueueUserWorkItem(self, preferLocal: false));
    readonly Lock gate = new();
    ITimer? timer;
    TimeSpan rest;
    long last;
    bool wanted;
    bool running;
    bool disposed;

    /// <summary>Asks for a round; one that has not begun takes this change too.</summary>
    public void Request()
    {
        lock (gate)
        {
            if (wanted || disposed)
            {
                return;
            }
            wanted = true;
            if (!running)
            {
                Arrange();
            }
        }
    }

    void IThreadPoolWorkItem.Execute() => Run();

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            timer?.Dispose();
        }
    }

    void Run()
    {
        lock (gate)
        {
            (wanted, running) = (false, true);
        }
        var pages = round();
        lock (gate)
        {
            (running, last, rest) = (false, time.GetTimestamp(), Rest(pages));
            if (wanted && !disposed)
            {
                Arrange();
            }
        }
    }

    void Arrange()
    {
        var left = rest - time.GetElapsedTime(last);
        if (left <= TimeSpan.Zero)
        {
            start(this);
            return;
        }
        var due = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)); // timers count whole milliseconds, and cut off the rest
        timer ??= time.CreateTimer(static self => ((UpdateThrottle)self!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    static TimeSpan Rest(int pages)
    {
        var rest = LeastRest + pages * RestPerPage;
        return rest < MostRest ? rest : MostRest;
    }
}
