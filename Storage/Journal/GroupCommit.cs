using Npgsql;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage.Journal;

/// <summary>Many streams' appends in one transaction, and each one's own answer.</summary>
internal static class GroupCommit
{
    /// <summary>
    /// Commits all of it or, when one append is refused, each half for itself, so that in the end the loser alone
    /// loses and the order of the others stays.
    /// </summary>
    public static async Task Write(IWriterConnection connection, ReadOnlyMemory<PendingAppend> batch)
    {
        // Halves of a batch that was given up meanwhile.
        if (batch.Span[0].IsSettled)
            return;
        await connection.Open();
        try
        {
            await connection.Execute(batch);
            foreach (var pending in batch.Span)
                pending.Settle(AppendOutcome.Appended);
            JournalMetrics.Committed(batch.Span);
            return;
        }
        catch (Exception fault) when (PostgresErrors.IsOfOneAppend(fault))
        {
            if (batch.Length == 1)
            {
                Refuse(batch.Span[0], fault);
                return;
            }
        }
        await Write(connection, batch[..(batch.Length / 2)]);
        await Write(connection, batch[(batch.Length / 2)..]);
    }

    static void Refuse(PendingAppend pending, Exception fault)
    {
        if (fault is PostgresException refused && PostgresErrors.Refusal(refused) is { } outcome)
            pending.Settle(outcome);
        else if (PostgresErrors.IsPassing(fault))
            pending.Fail(PostgresErrors.Unavailable(fault));
        else
            pending.Fail(new InvalidOperationException("The database can never take this append.", fault));
    }
}
