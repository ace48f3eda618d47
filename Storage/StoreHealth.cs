using Npgsql;
using VideoWall.Grains.Interfaces;
using VideoWall.Storage.Migrations;

namespace VideoWall.Storage;

internal sealed class StoreHealth(Database database, IReadOnlyList<Migration> migrations, TimeProvider time) : IStoreHealth
{
    /// <summary>For so long a write that went well speaks for the next ones to ask.</summary>
    static readonly TimeSpan Shared = TimeSpan.FromSeconds(1);

    /// <summary>Rows of the trial; about a megabyte.</summary>
    const int MostRows = 128;

    const string Log = """
        INSERT INTO documents AS d (kind, key, version, data) VALUES ('readiness', '', 1, '')
        ON CONFLICT (kind, key) DO UPDATE SET version = d.version + 1
        """;

    const string Fill = "INSERT INTO readiness (filler) VALUES (repeat(' ', 8000))";

    const string Count = "SELECT pg_relation_size('readiness') / current_setting('block_size')::bigint";

    readonly Lock gate = new();
    Task<string?> latest = Task.FromResult<string?>(null);
    long began;
    volatile bool isWell;

    /// <remarks>It writes, since a full disk and a standby can be read well. One write at a time, whoever asks and how often.</remarks>
    public Task<string?> Check(CancellationToken cancellation = default)
    {
        lock (gate)
        {
            if (latest.IsCompleted && !(isWell && time.GetElapsedTime(began) < Shared))
                (isWell, began, latest) = (false, time.GetTimestamp(), Try());
            return latest.WaitAsync(cancellation);
        }
    }

    public async Task<(string Applied, bool Current)> Migrations(CancellationToken cancellation = default)
    {
        var exists = await database.Rows(
            "SELECT to_regclass('schema_migrations') IS NOT NULL", row => row.GetBoolean(0), cancellation);
        if (!exists[0])
            return ("none", false);
        var applied = await database.Rows("SELECT version FROM schema_migrations ORDER BY version", row => row.GetString(0), cancellation);
        // More than this program knows is well: a newer silo beside it has brought the database up to date.
        return (applied.LastOrDefault() ?? "none", migrations.All(m => applied.Contains(m.Version)));
    }

    async Task<string?> Try()
    {
        try
        {
            isWell = await database.Query(Write, CancellationToken.None, TimeSpan.FromSeconds(StoreTimeouts.Probe));
            return null;
        }
        catch (JournalUnavailableException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable })
        {
            return null; // the database is well; Migrations says what it lacks
        }
        catch (JournalUnavailableException fault)
        {
            return fault.Message;
        }
    }

    static async Task<bool> Write(NpgsqlConnection connection)
    {
        await using var trial = new NpgsqlBatch(connection) { Timeout = StoreTimeouts.Probe, BatchCommands = { new(Log), new(Fill), new(Count) } };
        if (await trial.ExecuteScalarAsync() is >= (long)MostRows)
            await Empty(connection);
        return true;
    }

    static async Task Empty(NpgsqlConnection connection)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var emptying = new NpgsqlBatch(connection, transaction) { BatchCommands = { new("SET LOCAL lock_timeout = '100ms'"), new("TRUNCATE readiness") } };
        try
        {
            await emptying.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // A backup reads the table: one of the next empties it.
        }
    }
}
