using VideoWall.Grains.Ports;

namespace VideoWall.Storage.Journal;

/// <summary>An append on its way to the journal, and the caller that waits for it.</summary>
/// <param name="arrived">Timestamp of the store's clock.</param>
internal sealed class PendingAppend(Append append, long arrived)
{
    // Callers continue on the pool: the writer's loop belongs to the next commit.
    readonly TaskCompletionSource<AppendOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Append Append => append;
    public long Arrived => arrived;
    public Task<AppendOutcome> Outcome => outcome.Task;
    public bool IsSettled => outcome.Task.IsCompleted;

    /// <summary>Size of the events' JSON in bytes.</summary>
    public int Bytes { get; } = append.Events.Sum(e => e.Data.Length);

    // The first answer counts.
    public void Settle(AppendOutcome value) => outcome.TrySetResult(value);
    public void Fail(Exception fault) => outcome.TrySetException(fault);
}
