using System.Data;
using Npgsql;

namespace VideoWall.Storage.Journal;

/// <summary>The writer's own connection: opened when needed, kept while it works, never given back in between.</summary>
internal sealed class WriterConnection(NpgsqlDataSource source, StoreTimeouts timeouts, TimeProvider time) : IWriterConnection
{
    // An operator's default of "off" would acknowledge what a crash forgets. Stricter settings than ours stay.
    // The plan of a commit is the same for one event and for hundreds; made anew for each commit of one or two it doubles what they cost.
    const string Settings = """
        SELECT CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', false) END,
               set_config('plan_cache_mode', 'force_generic_plan', false),
               CASE WHEN $1::interval > '0' AND (current_setting('statement_timeout') = '0' OR current_setting('statement_timeout')::interval > $1::interval)
               THEN set_config('statement_timeout', $1, false) END
        """;

    NpgsqlConnection? open;
    long lastUsed;
    bool isSpoiled;

    public bool IsOpen => open is not null;

    public async Task Open()
    {
        if (isSpoiled || open is { State: not ConnectionState.Open })
            await Close();
        if (open is not null && time.GetElapsedTime(lastUsed) > StoreTimeouts.Idle && !await IsAlive(open))
        {
            await Close();
            // The others in the pool went the same way.
            source.Clear();
        }
        if (open is not null)
            return;
        open = await Fresh();
        lastUsed = time.GetTimestamp();
    }

    public async Task Execute(ReadOnlyMemory<PendingAppend> appends)
    {
        await using var batch = Statements(appends.Span);
        try
        {
            await batch.ExecuteNonQueryAsync();
        }
        catch (Exception fault) when (fault is not NpgsqlException)
        {
            // Stopped in the middle of sending: Npgsql takes statements for prepared that Postgres never saw. A cleared pool
            // takes no connection back that was out.
            isSpoiled = true;
            source.Clear();
            throw;
        }
        lastUsed = time.GetTimestamp();
    }

    public async ValueTask DisposeAsync() => await Close();

    async Task Close()
    {
        if (open is { } connection)
        {
            (open, isSpoiled) = (null, false);
            try
            {
                await connection.DisposeAsync();
            }
            catch (Exception fault) when (PostgresErrors.IsPassing(fault))
            {
                // It is gone either way.
            }
        }
    }

    NpgsqlBatch Statements(ReadOnlySpan<PendingAppend> appends)
    {
        try
        {
            return JournalStatements.For(open!, appends);
        }
        catch (Exception fault)
        {
            throw new ArgumentException("No statement can be made of this.", nameof(appends), fault);
        }
    }

    /// <summary>Connections in the pool may have died too, and a failed attempt would cost the callers their answer.</summary>
    async Task<NpgsqlConnection> Fresh()
    {
        for (var again = true; ; again = false)
        {
            var connection = await source.OpenConnectionAsync();
            try
            {
                await using var command = new NpgsqlCommand(Settings, connection);
                command.Parameters.Add(Parameter.Text($"{(int)timeouts.Statement.TotalMilliseconds}ms"));
                await command.ExecuteNonQueryAsync();
                return connection;
            }
            catch (Exception fault)
            {
                await connection.DisposeAsync();
                if (!again || !PostgresErrors.IsConnectionLost(fault))
                    throw;
                source.Clear();
            }
        }
    }

    static async Task<bool> IsAlive(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = StoreTimeouts.Ping };
            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (Exception fault) when (PostgresErrors.IsPassing(fault))
        {
            return false;
        }
    }
}
