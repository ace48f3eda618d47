using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage.Journal;

/// <summary>
/// The one writer of a process: commits at once when idle, and everything that queued meanwhile in one transaction
/// when busy, so that load makes the commits larger and not more. Whatever goes wrong, every append is answered in time
/// and the writer goes on.
/// </summary>
internal sealed partial class JournalWriter : IAsyncDisposable
{
    /// <summary>Appends that may wait; more than that is an overload that is better told than hidden.</summary>
    public const int MaxWaiting = 20_000;
    const int MaxAppends = 512;
    const int MaxBytes = 4 * 1024 * 1024;

    readonly Channel<PendingAppend> queue = Channel.CreateBounded<PendingAppend>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    readonly Func<IWriterConnection> connect;
    readonly TimeSpan answer;
    readonly TimeProvider time;
    readonly ILogger logger;
    readonly Task loop;
    IWriterConnection connection;
    bool unavailable;
    volatile bool stopping;

    /// <param name="answer">An append that is not written within this is refused; infinite for no limit.</param>
    public JournalWriter(Func<IWriterConnection> connect, TimeSpan answer, TimeProvider time, ILogger logger)
    {
        (this.connect, this.answer, this.time, this.logger) = (connect, answer, time, logger);
        connection = connect();
        loop = Task.Run(Run);
    }

    public Task<AppendOutcome> Append(Append append)
    {
        var pending = new PendingAppend(append, time.GetTimestamp());
        if (queue.Writer.TryWrite(pending))
            return pending.Outcome;
        return Task.FromException<AppendOutcome>(new JournalUnavailableException(
            stopping ? "The journal is closed." : $"More than {MaxWaiting} appends wait for the database."));
    }

    /// <summary>
    /// Refuses what comes from now on, writes what is queued and closes. When the database does not take it, the rest is
    /// refused at once, so it takes no longer than one answer.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        stopping = true;
        queue.Writer.TryComplete();
        await loop;
    }

    async Task Run()
    {
        var batch = new List<PendingAppend>(MaxAppends);
        while (await queue.Reader.WaitToReadAsync())
        {
            try
            {
                Take(batch);
                if (batch.Count > 0)
                    await Write([.. batch]);
            }
            catch (Exception fault)
            {
                // No memory, or a log that cannot be written. A loop that ended here would leave a queue that nobody reads.
                Fail(batch, PostgresErrors.Unavailable(fault));
            }
            batch.Clear();
        }
        await Release(connection, Task.CompletedTask);
    }

    void Take(List<PendingAppend> batch)
    {
        for (var bytes = 0; batch.Count < MaxAppends && bytes < MaxBytes && queue.Reader.TryRead(out var pending);)
        {
            if (Left(pending) == TimeSpan.Zero)
            {
                pending.Fail(PostgresErrors.Unavailable(new TimeoutException()));
                continue;
            }
            batch.Add(pending);
            bytes += pending.Bytes;
        }
    }

    async Task Write(PendingAppend[] batch)
    {
        var work = Task.CompletedTask;
        try
        {
            work = GroupCommit.Write(connection, batch);
            // The oldest decides for all: whatever holds it up holds up the others too.
            await work.WaitAsync(Left(batch[0]), time);
        }
        catch (Exception fault)
        {
            Lost(batch, work, fault);
            return;
        }
        Recovered();
    }

    /// <summary>Answers first; then a new connection, since the old one is broken or busy with what was given up.</summary>
    void Lost(PendingAppend[] batch, Task work, Exception fault)
    {
        var reason = PostgresErrors.Unavailable(fault);
        // Without a connection nobody behind this batch would fare better, and they have waited already. Whoever comes
        // again with this answer is not among them.
        if (stopping || !connection.IsOpen)
            FailWaiting(reason);
        Fail(batch, reason);
        _ = Release(connection, work);
        connection = connect();
        if (unavailable)
            return;
        unavailable = true;
        LogUnavailable(logger, PostgresErrors.InWords(fault), fault);
    }

    void Recovered()
    {
        if (!unavailable)
            return;
        unavailable = false;
        LogAvailable(logger);
    }

    static async Task Release(IWriterConnection connection, Task work)
    {
        try
        {
            await work;
        }
        catch (Exception)
        {
            // Told already, or given up.
        }
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception)
        {
            // It is gone either way.
        }
    }

    TimeSpan Left(PendingAppend pending)
    {
        if (answer == Timeout.InfiniteTimeSpan)
            return answer;
        var left = answer - time.GetElapsedTime(pending.Arrived);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    void FailWaiting(Exception fault)
    {
        for (var waiting = queue.Reader.Count; waiting > 0 && queue.Reader.TryRead(out var pending); waiting--)
            pending.Fail(fault);
    }

    static void Fail(IReadOnlyCollection<PendingAppend> batch, Exception fault)
    {
        foreach (var pending in batch)
            pending.Fail(fault);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be written: {Reason} Callers are told to try again.")]
    static partial void LogUnavailable(ILogger logger, string reason, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "The journal can be written again.")]
    static partial void LogAvailable(ILogger logger);
}
