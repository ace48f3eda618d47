namespace VideoWall.Standalone.Mailboxes;

/// <summary>
/// An actor's turns, one at a time, in the order in which they came. A call of an idle actor begins at once, on its
/// caller's thread: changing threads costs more than most turns do. What it awaits goes on elsewhere.
/// </summary>
sealed class Turns : TaskScheduler, IThreadPoolWorkItem
{
    [ThreadStatic]
    static Task? beginning;

    readonly Queue<Task> waiting = new();
    bool taken;

    /// <summary>Calls in a turn of its own: here and now when nobody has one, else after those who came before.</summary>
    public Task<T> Call<T>(Func<Task<T>> call)
    {
        var turn = new Task<Task<T>>(call, TaskCreationOptions.DenyChildAttach);
        beginning = turn;
        turn.Start(this);
        return turn.Unwrap();
    }

    /// <inheritdoc/>
    /// <remarks>Continuations come here too, on the thread of whoever completed what they waited for: those never run there.</remarks>
    protected override void QueueTask(Task task)
    {
        var isCall = ReferenceEquals(task, beginning);
        beginning = null;
        lock (waiting)
        {
            if (taken || !isCall)
            {
                waiting.Enqueue(task);
                isCall = false;
            }
            if (taken)
            {
                return;
            }
            taken = true;
        }
        if (isCall)
        {
            Begin(task);
            if (!HasNext())
            {
                return;
            }
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>On the caller's thread, but not in its context: an await inside would go on there, outside any turn.</summary>
    void Begin(Task task)
    {
        var callers = SynchronizationContext.Current;
        if (callers is null)
        {
            TryExecuteTask(task);
            return;
        }
        SynchronizationContext.SetSynchronizationContext(null);
        TryExecuteTask(task); // throws nothing: what fails is in the task
        SynchronizationContext.SetSynchronizationContext(callers);
    }

    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            Task next;
            lock (waiting)
            {
                next = waiting.Dequeue();
            }
            TryExecuteTask(next);
        }
        while (HasNext());
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What awaits a method that ends in this turn goes on in the same turn, as in a grain: whoever was answered finds the
    /// actor's own work done, and nobody comes in between.
    /// </remarks>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (waiting)
        {
            return [.. waiting];
        }
    }

    /// <summary>False when nobody waits; the turn is then given back.</summary>
    bool HasNext()
    {
        lock (waiting)
        {
            return taken = waiting.Count > 0;
        }
    }
}
