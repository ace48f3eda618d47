using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage.Journal;

/// <summary>
/// The one writer of a process: commits at once when idle, and everything that queued meanwhile in one transaction
/// when busy, so that load makes the commits larger and not more.
/// </summary>
internal sealed partial class JournalWriter : IAsyncDisposable
{
    /// <summary>Appends that may wait; more than that is an overload that is better told than hidden.</summary>
    public const int MaxWaiting = 20_000;
    const int MaxAppends = 512;
    const int MaxBytes = 4 * 1024 * 1024;

    readonly Channel<PendingAppend> queue = Channel.CreateBounded<PendingAppend>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    readonly WriterConnection connection;
    readonly ILogger logger;
    readonly Task loop;
    bool unavailable;

    public JournalWriter(NpgsqlDataSource source, TimeProvider time, ILogger logger)
    {
        connection = new WriterConnection(source, time);
        this.logger = logger;
        loop = Task.Run(Run);
    }

    public Task<AppendOutcome> Append(Append append)
    {
        var pending = new PendingAppend(append);
        if (queue.Writer.TryWrite(pending))
            return pending.Outcome;
        return Task.FromException<AppendOutcome>(new JournalUnavailableException(
            loop.IsCompleted || queue.Reader.Completion.IsCompleted
                ? "The journal is closed."
                : $"More than {MaxWaiting} appends wait for the database."));
    }

    /// <summary>Writes what is queued, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        await connection.DisposeAsync();
    }

    async Task Run()
    {
        var batch = new List<PendingAppend>(MaxAppends);
        while (await queue.Reader.WaitToReadAsync())
        {
            for (var bytes = 0; batch.Count < MaxAppends && bytes < MaxBytes && queue.Reader.TryRead(out var pending); bytes += pending.Bytes)
                batch.Add(pending);
            await Write([.. batch]);
            batch.Clear();
        }
    }

    async Task Write(PendingAppend[] batch)
    {
        try
        {
            await connection.Open();
        }
        catch (Exception fault)
        {
            // Nobody behind this batch would fare better, and they have waited already.
            var reason = await Lost(fault);
            Fail(batch, reason);
            while (queue.Reader.TryRead(out var pending))
                pending.Fail(reason);
            return;
        }
        try
        {
            await Commit(batch);
            Recovered();
        }
        catch (Exception fault)
        {
            Fail(batch, await Lost(fault));
        }
    }

    /// <summary>
    /// Commits all of it or, when one append is refused, each half for itself, so that in the end the loser alone
    /// loses and the order of the others stays.
    /// </summary>
    async Task Commit(ReadOnlyMemory<PendingAppend> batch)
    {
        try
        {
            await connection.Execute(batch);
            JournalMeter.Committed(batch.Span);
            foreach (var pending in batch.Span)
                pending.Settle(AppendOutcome.Appended);
            return;
        }
        catch (PostgresException fault) when (Faults.Refusal(fault) is { } || !Faults.IsPassing(fault))
        {
            if (batch.Length == 1)
            {
                if (Faults.Refusal(fault) is { } outcome)
                    batch.Span[0].Settle(outcome);
                else
                    batch.Span[0].Fail(new InvalidOperationException("The database can never take this append.", fault));
                return;
            }
        }
        await Commit(batch[..(batch.Length / 2)]);
        await Commit(batch[(batch.Length / 2)..]);
    }

    async Task<JournalUnavailableException> Lost(Exception fault)
    {
        if (!unavailable)
            LogUnavailable(logger, Faults.InWords(fault), fault);
        unavailable = true;
        await connection.Close();
        return Faults.Unavailable(fault);
    }

    void Recovered()
    {
        if (unavailable)
            LogAvailable(logger);
        unavailable = false;
    }

    static void Fail(PendingAppend[] batch, Exception fault)
    {
        foreach (var pending in batch)
        {
            if (!pending.IsSettled)
                pending.Fail(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be written: {Reason} Callers are told to try again.")]
    static partial void LogUnavailable(ILogger logger, string reason, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "The journal can be written again.")]
    static partial void LogAvailable(ILogger logger);
}
