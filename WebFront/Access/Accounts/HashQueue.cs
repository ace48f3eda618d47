using VideoWall.WebFront.Access.Limits;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>
/// Slow work in turns, such as hashing passwords: a few pieces at a time, each on a thread of its own, since those of the pool are for who waits for
/// an answer. Strangers have a lane of their own and never hold up who is known.
/// </summary>
/// <param name="atOnce">Pieces at a time, of strangers and of who is known alike.</param>
sealed class HashQueue(int atOnce)
{
    readonly HashLane known = new(atOnce);
    readonly HashLane strangers = new(atOnce);

    /// <param name="subject">What is tried at: a user's name.</param>
    /// <exception cref="TooBusyException">Others went before until there was no more room in the queue.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public async Task<T> Run<T>(Origin origin, string subject, Func<T> work, CancellationToken cancellation = default)
    {
        var lane = origin.IsKnown ? known : strangers;
        await lane.Enter(origin.Network ?? origin.Place, subject, cancellation);
        try
        {
            return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            lane.Leave();
        }
    }
}

/// <summary>More people sign in at once than there is time for; nothing was done.</summary>
sealed class TooBusyException() : Exception("Too many people sign in at once.");
