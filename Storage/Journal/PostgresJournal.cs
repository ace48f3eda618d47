using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage.Journal;

/// <summary>The journal in Postgres. One per process; see <see cref="JournalWriter"/> for how appends are committed.</summary>
internal sealed partial class PostgresJournal(Database database, Epochs epochs, TimeProvider time, ILogger<PostgresJournal> logger) : IJournal, IAsyncDisposable
{
    /// <summary>Events fetched at a time; a reader that takes its time holds no connection.</summary>
    const int PageSize = 1000;

    readonly JournalWriter writer = new(() => new WriterConnection(database.Source, database.Timeouts, time), database.Timeouts.Answer, time, logger);

    static readonly ActivitySource Tracing = new("VideoWall.Journal");

    public string Epoch => epochs.Current;

    public async Task BeginEpoch(string lost, CancellationToken cancellation = default)
    {
        if (lost == Epoch)
        {
            await epochs.Find(lost, cancellation);
            LogRestored(logger);
        }
    }

    public Task<AppendOutcome> Append(Append append)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedRevision);
        if (append.Events.IsDefaultOrEmpty)
            throw new ArgumentException("An append carries at least one event.", nameof(append));
        return Tracing.HasListeners() ? Traced(append) : writer.Append(append);
    }

    async Task<AppendOutcome> Traced(Append append)
    {
        using var span = Tracing.StartActivity("append")?.SetTag("videowall.stream", append.Stream).SetTag("videowall.events", append.Events.Length);
        return await writer.Append(append);
    }

    public async IAsyncEnumerable<RecordedEvent> Read(
        string stream, long afterRevision = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var after = afterRevision; ;)
        {
            var page = await database.Rows(
                "SELECT revision, type, data, at, by FROM events WHERE stream = $1 AND revision > $2 ORDER BY revision LIMIT $3",
                row => new RecordedEvent(
                    row.GetInt64(0),
                    new JournalEvent(row.GetString(1), row.GetFieldValue<byte[]>(2), new DateTimeOffset(row.GetDateTime(3)), row.GetString(4))),
                cancellation,
                Parameter.Text(stream), Parameter.Number(after), Parameter.Int(PageSize));
            foreach (var recorded in page)
                yield return recorded;
            if (page.Count < PageSize)
                yield break;
            after = page[^1].Revision;
        }
    }

    public async Task<long?> Find(string stream, string command, DateTimeOffset since, CancellationToken cancellation = default)
    {
        var found = await database.Rows(
            "SELECT max(revision) FROM events WHERE stream = $1 AND command = $2 AND at >= $3",
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), cancellation, Parameter.Text(stream), Parameter.Text(command), Parameter.Time(since));
        return found[0];
    }

    public ValueTask DisposeAsync() => writer.DisposeAsync();

    [LoggerMessage(3004, LogLevel.Warning, "The database lacks events that had been written to it: an older copy was put back. All is read anew")]
    static partial void LogRestored(ILogger logger);
}
