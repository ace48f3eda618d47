using VideoWall.WebFront.Access.Limits;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>
/// Slow work in turns, such as hashing passwords: a few pieces at a time, each on a thread of its own, since those of the pool are for who waits for
/// an answer. Strangers have turns of their own and never hold up who is known. Among strangers a network with few in the queue goes before one with many,
/// and who came last before who came first: of a flood the newest is likeliest to be there still, and an honest one waits for one piece of work, not for all of it.
/// </summary>
/// <param name="atOnce">Pieces at a time, of strangers and of who is known alike.</param>
sealed class HashQueue(int atOnce)
{
    /// <summary>Strangers that wait; with more, the oldest of the network with the most is sent away.</summary>
    internal const int MostWaiting = 64;

    readonly Lock gate = new();
    readonly List<Turn> known = [];
    readonly List<Turn> strangers = [];
    int knownAtWork;
    int strangersAtWork;

    /// <exception cref="TooBusyException">Others went before until there was no more room in the queue.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public async Task<T> Run<T>(Origin origin, Func<T> work, CancellationToken cancellation = default)
    {
        var turn = new Turn(origin, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            (origin.IsKnown ? known : strangers).Add(turn);
            Next();
        }
        using (cancellation.UnsafeRegister(_ => Leave(turn, cancellation), null))
        {
            await turn.Came.Task;
        }
        try
        {
            return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            lock (gate)
            {
                _ = origin.IsKnown ? knownAtWork-- : strangersAtWork--;
                Next();
            }
        }
    }

    void Next()
    {
        for (; knownAtWork < atOnce && known is [var first, ..]; knownAtWork++)
        {
            known.RemoveAt(0);
            first.Came.SetResult();
        }
        for (; strangersAtWork < atOnce && strangers.Count > 0; strangersAtWork++)
        {
            var next = Networks().OrderBy(n => n.Count).ThenByDescending(n => n.Newest).First().Newest;
            strangers[next].Came.SetResult();
            strangers.RemoveAt(next);
        }
        while (strangers.Count > MostWaiting)
        {
            var last = Networks().OrderByDescending(n => n.Count).ThenBy(n => n.Oldest).First().Oldest;
            strangers[last].Came.SetException(new TooBusyException());
            strangers.RemoveAt(last);
        }
    }

    IEnumerable<(int Count, int Oldest, int Newest)> Networks() => strangers.Index()
        .GroupBy(t => t.Item.Origin.Network, t => t.Index)
        .Select(n => (n.Count(), n.Min(), n.Max()));

    void Leave(Turn turn, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (known.Remove(turn) || strangers.Remove(turn))
            {
                turn.Came.SetCanceled(cancellation);
            }
        }
    }

    // A class: each is one, whoever else comes from there.
    sealed class Turn(Origin origin, TaskCompletionSource came)
    {
        public Origin Origin { get; } = origin;

        public TaskCompletionSource Came { get; } = came;
    }
}

/// <summary>More people sign in at once than there is time for; nothing was looked at.</summary>
sealed class TooBusyException() : Exception("Too many people sign in at once.");
