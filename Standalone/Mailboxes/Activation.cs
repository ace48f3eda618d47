namespace VideoWall.Standalone.Mailboxes;

/// <summary>
/// One actor in memory with its mailbox. Its turns run one at a time on an exclusive scheduler, as a grain's do; a call
/// that awaits lets others in between (the actors here allow that). A call that fails harms nobody but its caller.
/// </summary>
sealed class Activation<TActor>
    where TActor : class
{
    const int Retired = -1;

    readonly Turns turns = new();
    readonly TActor actor;
    int calls;
    long lastCall;

    public Activation(Func<Activation<TActor>, TActor> create) => actor = create(this);

    /// <summary>When the actor was last called, in the host's timestamps.</summary>
    public long LastCall => Volatile.Read(ref lastCall);

    /// <summary>Calls the actor in a turn of its own; false when it has left memory and a new one must be made.</summary>
    public bool TryCall<T>(Func<TActor, Task<T>> call, long timestamp, out Task<T> answer)
    {
        if (!Enter())
        {
            answer = null!;
            return false;
        }
        Volatile.Write(ref lastCall, timestamp);
        answer = Run(call);
        return true;
    }

    async Task<T> Run<T>(Func<TActor, Task<T>> call)
    {
        try
        {
            return await turns.Call(() => call(actor));
        }
        finally
        {
            Interlocked.Decrement(ref calls);
        }
    }

    /// <summary>Takes the actor out of service when no call is under way and it says that it is idle.</summary>
    public Task<bool> TryRetire(Func<TActor, bool> isIdle) =>
        // Both in one turn: a call in between could give the idle actor something to lose, such as a watcher.
        turns.Call(() => Task.FromResult(isIdle(actor) && Interlocked.CompareExchange(ref calls, Retired, 0) == 0));

    bool Enter()
    {
        for (var seen = Volatile.Read(ref calls); seen != Retired;)
        {
            var before = Interlocked.CompareExchange(ref calls, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }
            seen = before;
        }
        return false;
    }
}
