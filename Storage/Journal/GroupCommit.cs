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
        await connection.Open();
        // Given up meanwhile, as a whole: its callers were told that it is not written, so now it must not be.
        if (!Send(batch.Span))
            return;
        try
        {
            await connection.Execute(batch);
            foreach (var pending in batch.Span)
                pending.Settle(AppendOutcome.Appended);
            JournalMetrics.Committed(batch.Span);
            return;
        }
        catch (Exception fault) when (PostgresErrors.IsRolledBack(fault))
        {
            foreach (var pending in batch.Span)
                pending.TakeBack();
            if (!PostgresErrors.IsOfOneAppend(fault))
                throw;
            if (batch.Length == 1)
            {
                Refuse(batch.Span[0], fault);
                return;
            }
        }
        await Write(connection, batch[..(batch.Length / 2)]);
        await Write(connection, batch[(batch.Length / 2)..]);
    }

    static bool Send(ReadOnlySpan<PendingAppend> batch)
    {
        foreach (var pending in batch)
        {
            if (!pending.Send())
                return false;
        }
        return true;
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
