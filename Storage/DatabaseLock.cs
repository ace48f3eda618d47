using Microsoft.Extensions.Logging;
using Npgsql;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Storage;

/// <summary>
/// That a silo is at work on a database: a silo alone has it for itself, those of a cluster share it. Two that do not know of each other
/// would both decide about every service. It is an advisory lock of a session, so it ends with the process, however that ends.
/// </summary>
public sealed partial class DatabaseLock : IAsyncDisposable
{
    /// <summary>Any does that nobody else uses: "VideoWLk" in ASCII.</summary>
    internal const string Number = "6226618346638888043";

    // By the search path, since each schema may be a database of its own; known before anything is migrated.
    const string Key = $"hashtextextended(current_setting('search_path'), {Number})";
    const string TakeAlone = $"SELECT pg_try_advisory_lock({Key})";
    const string TakeShared = $"SELECT pg_try_advisory_lock_shared({Key})";

    // Nothing is said on this connection for weeks. Of a machine that lost its power Postgres learns within twenty seconds.
    const string Settings = """
        SELECT set_config('tcp_keepalives_idle', '5', false), set_config('tcp_keepalives_interval', '5', false),
               set_config('tcp_keepalives_count', '3', false), set_config('idle_session_timeout', '0', false)
        """;

    /// <summary>How long another may take to end, such as one that is being started again.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    readonly string connectionString;
    readonly bool alone;
    readonly ILogger<DatabaseLock> log;
    readonly TimeProvider time;
    readonly CancellationTokenSource stopping = new();
    NpgsqlConnection connection = new();
    Task keeping = Task.CompletedTask;

    DatabaseLock(string connectionString, bool alone, ILogger<DatabaseLock> log, TimeProvider time) =>
        (this.connectionString, this.alone, this.log, this.time) = (connectionString, alone, log, time);

    /// <summary>Takes the lock, and takes it again whenever Postgres was away.</summary>
    /// <param name="connectionString">Npgsql form, as <see cref="PostgresSettings.Parse(string)"/> gives it.</param>
    /// <param name="alone">No other silo may be at work beside this one; else those may that say the same.</param>
    /// <exception cref="SettingException">Another silo has it and has not ended for five seconds; the message says what to do.</exception>
    /// <exception cref="JournalUnavailableException">The database is away; try again.</exception>
    public static async Task<DatabaseLock> Take(string connectionString, bool alone, ILogger<DatabaseLock> log, TimeProvider time)
    {
        // Not of the pool: it would come back to it with the lock.
        var taken = new DatabaseLock(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString, alone, log, time);
        try
        {
            var began = time.GetTimestamp();
            for (var isSaid = false; !await taken.Try(); await Task.Delay(Look, time))
            {
                if (time.GetElapsedTime(began) >= Patience)
                    throw new SettingException(alone
                        ? "DATABASE_URL: another VideoWall is at work on this database. Stop it first; several work together if all have the same ORLEANS_CLUSTER."
                        : "DATABASE_URL: a VideoWall without ORLEANS_CLUSTER is at work on this database. Stop it, and start it again with the same ORLEANS_CLUSTER as this one.");
                if (!isSaid)
                    LogWaiting(log);
                isSaid = true;
            }
        }
        catch (Exception fault)
        {
            await taken.DisposeAsync();
            if (PostgresErrors.IsPassing(fault))
                throw PostgresErrors.Unavailable(fault);
            throw;
        }
        taken.keeping = taken.Keep();
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await keeping;
        await connection.DisposeAsync();
        stopping.Dispose();
    }

    async Task<bool> Try()
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            await connection.DisposeAsync();
            connection = new(connectionString);
            await connection.OpenAsync(stopping.Token);
            await using var settings = new NpgsqlCommand(Settings, connection);
            await settings.ExecuteNonQueryAsync(stopping.Token);
        }
        await using var take = new NpgsqlCommand(alone ? TakeAlone : TakeShared, connection);
        return (bool?)await take.ExecuteScalarAsync(stopping.Token) ?? false;
    }

    async Task Keep()
    {
        try
        {
            for (; ; )
            {
                try
                {
                    await connection.WaitAsync(stopping.Token); // until Postgres says something, which is that it ends
                }
                catch (Exception fault) when (PostgresErrors.IsPassing(fault))
                {
                    await TakeAgain();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    async Task TakeAgain()
    {
        for (var isSaid = false; ; await Task.Delay(TryAgain, time, stopping.Token))
        {
            try
            {
                if (await Try())
                    return;
                if (!isSaid)
                    LogLost(log);
                isSaid = true;
            }
            catch (Exception fault) when (PostgresErrors.IsPassing(fault))
            {
                // Everybody else says that it is away.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Another VideoWall is at work on this database; waiting a moment for it to end.")]
    static partial void LogWaiting(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "While the database was away, another VideoWall has begun to work on it: stop one of the two.")]
    static partial void LogLost(ILogger logger);
}
