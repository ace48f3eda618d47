using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage.Journal;

/// <summary>An append on its way to the journal, and the caller that waits for it.</summary>
/// <param name="arrived">Timestamp of the store's clock.</param>
internal sealed class PendingAppend(Append append, long arrived)
{
    // Callers continue on the pool: the writer's loop belongs to the next commit.
    readonly TaskCompletionSource<AppendOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it is; changed by the writer's loop and by whoever gives it up, in any order.</summary>
    Place place = Place.Here;

    enum Place
    {
        Here,
        Sent,
        GivenUp,
    }

    public Append Append => append;
    public long Arrived => arrived;
    public Task<AppendOutcome> Outcome => outcome.Task;

    /// <summary>Size of the events' JSON in bytes.</summary>
    public int Bytes { get; } = append.Events.Sum(e => e.Data.Length);

    /// <summary>Before it is sent; false when its caller was told already that it will not be.</summary>
    public bool Send() => Interlocked.CompareExchange(ref place, Place.Sent, Place.Here) != Place.GivenUp;

    /// <summary>The database took nothing of it: it may be sent again, and a fault is now known to be one that wrote nothing.</summary>
    public void TakeBack() => Interlocked.CompareExchange(ref place, Place.Here, Place.Sent);

    // The first answer counts.
    public void Settle(AppendOutcome value) => outcome.TrySetResult(value);

    /// <summary>Of an append that was sent and not taken back, nobody knows whether it was written, and its caller is told so.</summary>
    public void Fail(Exception fault)
    {
        var wasSent = Interlocked.Exchange(ref place, Place.GivenUp) == Place.Sent;
        outcome.TrySetException(wasSent && fault is JournalUnavailableException ? new OutcomeUnknownException(fault.Message, fault.InnerException ?? fault) : fault);
    }
}
