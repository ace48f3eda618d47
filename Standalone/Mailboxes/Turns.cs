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
            TryExecuteTask(task);
            if (!HasNext())
            {
                return;
            }
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
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

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

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
