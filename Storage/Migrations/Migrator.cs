using Microsoft.Extensions.Logging;
using Npgsql;

namespace VideoWall.Storage.Migrations;

/// <summary>Brings a database to the newest of <c>sql/</c>; several processes may start at once.</summary>
internal sealed partial class Migrator(NpgsqlDataSource source, ILogger<Migrator> logger, TimeProvider time, IReadOnlyList<Migration> migrations)
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(10);

    // Any number does that nobody else uses in this database: "VideoWal" in ASCII.
    internal const long LockKey = 0x566964656F57616C;

    const string CreateTable = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            version    text COLLATE "C" PRIMARY KEY,
            name       text NOT NULL,
            checksum   text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now())
        """;

    /// <param name="servant">The role that the program itself works as, to be granted what it needs; null when that is this one.</param>
    /// <exception cref="MigrationException">The database is newer than the program, was tampered with, or is unfit.</exception>
    /// <exception cref="Grains.Interfaces.JournalUnavailableException">A passing fault.</exception>
    public async Task Migrate(string? servant, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await WaitForTurn(connection, cancellation);
            try
            {
                // A database's own limit is for its users' statements: half an upgrade is none.
                await Execute(connection, "SELECT set_config('statement_timeout', '0', false), set_config('lock_timeout', '0', false)", cancellation);
                await MigrateLocked(connection, cancellation);
                if (servant is not null)
                    await Execute(connection, Grants.To(servant), cancellation);
            }
            finally
            {
                // A connection that broke has given the lock back already.
                if (connection.State == System.Data.ConnectionState.Open)
                    await Execute(connection, "SELECT pg_advisory_unlock($1)", CancellationToken.None, Parameter.Number(LockKey));
            }
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidSchemaName)
        {
            throw new MigrationException(
                "The database needs a migration, and the user of DATABASE_URL may not make one: set MIGRATIONS_DATABASE_URL to the same database with its " +
                "owner as user, or make the user the owner.", refused);
        }
        catch (Exception fault) when (PostgresErrors.IsPassing(fault))
        {
            throw PostgresErrors.Unavailable(fault);
        }
    }

    /// <summary>Waits for another process that migrates, as long as that takes. Asked anew each time: a statement that waits itself ends at a limit of somebody's.</summary>
    async Task WaitForTurn(NpgsqlConnection connection, CancellationToken cancellation)
    {
        for (long? said = null; !await TryLock(connection, cancellation); await Task.Delay(Look, time, cancellation))
        {
            if (said is not { } last || time.GetElapsedTime(last) >= SayEvery)
            {
                said = time.GetTimestamp();
                LogWaiting(logger);
            }
        }
    }

    static async Task<bool> TryLock(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { Parameter.Number(LockKey) } };
        return (bool?)await command.ExecuteScalarAsync(cancellation) ?? false;
    }

    async Task MigrateLocked(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await RefuseUnfit(connection, cancellation);
        // Asked first: who may only work with the tables may not even try to create one that is there.
        if (!await HasTable(connection, cancellation))
            await Execute(connection, CreateTable, cancellation);
        var applied = await Applied(connection, cancellation);
        if (applied.Keys.Except(migrations.Select(m => m.Version)).Max() is { } unknown)
            throw new MigrationException(
                $"The database is newer than this program (it has migration {applied[unknown].Name}, the program knows up to " +
                $"{migrations[^1].Name}); run the newer program, or restore the backup made before the upgrade.");
        foreach (var migration in migrations)
        {
            if (!applied.TryGetValue(migration.Version, out var known))
                await Apply(connection, migration, cancellation);
            else if (known.Checksum != migration.Checksum)
                throw new MigrationException(
                    $"Migration {migration.Name} was changed after this database had applied it; put the file back as it was " +
                    "released, and make changes in a new migration.");
        }
    }

    async Task Apply(NpgsqlConnection connection, Migration migration, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await Execute(connection, migration.Sql, cancellation);
        }
        catch (PostgresException fault) when (
            fault.SqlState is not PostgresErrorCodes.InsufficientPrivilege
            && (fault.SqlState.StartsWith("42", StringComparison.Ordinal) || !PostgresErrors.IsPassing(fault)))
        {
            throw new MigrationException(
                $"Migration {migration.Name} does not fit this database ({fault.MessageText}); is DATABASE_URL that of another program's database?", fault);
        }
        await Execute(
            connection, "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)", cancellation,
            Parameter.Text(migration.Version), Parameter.Text(migration.Name), Parameter.Text(migration.Checksum));
        await transaction.CommitAsync(cancellation);
        LogApplied(logger, migration.Name);
    }

    static async Task RefuseUnfit(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (connection.PostgreSqlVersion.Major < 14)
            throw new MigrationException($"DATABASE_URL: that Postgres is version {connection.PostgreSqlVersion}; use 14 or newer.");
        await using var command = new NpgsqlCommand("SHOW server_encoding", connection);
        var encoding = (string?)await command.ExecuteScalarAsync(cancellation);
        if (encoding != "UTF8")
            throw new MigrationException($"DATABASE_URL: that database's encoding is {encoding}; create one with ENCODING 'UTF8'.");
    }

    static async Task<bool> HasTable(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT to_regclass('schema_migrations') IS NOT NULL", connection);
        return (bool?)await command.ExecuteScalarAsync(cancellation) ?? false;
    }

    static async Task<Dictionary<string, (string Name, string Checksum)>> Applied(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT version, name, checksum FROM schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var applied = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            applied[reader.GetString(0)] = (reader.GetString(1), reader.GetString(2));
        return applied;
    }

    static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = StoreTimeouts.Migration };
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Another process migrates this database; waiting until it is done.")]
    static partial void LogWaiting(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied migration {Name}.")]
    static partial void LogApplied(ILogger logger, string name);
}
