using Npgsql;

namespace VideoWall.Storage.Journal;

/// <summary>The writer's own connection: opened when needed, kept while it works, never given back in between.</summary>
internal sealed class WriterConnection(NpgsqlDataSource source, TimeProvider time) : IAsyncDisposable
{
    /// <summary>After so long without use the connection may have died unseen, which a ping finds out before an append does.</summary>
    static readonly TimeSpan MayHaveDied = TimeSpan.FromSeconds(5);

    /// <summary>Seconds that the ping may take; the append behind it waits.</summary>
    const int PingPatience = 2;

    // An operator's default of "off" would acknowledge what a crash forgets. Stricter settings than "on" stay.
    // The plan of a commit is the same for one event and for hundreds; made anew for each commit of one or two it doubles what they cost.
    const string Settings = """
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
        SELECT set_config('plan_cache_mode', 'force_generic_plan', false)
        """;

    NpgsqlConnection? open;
    long lastUsed;

    public async Task Open()
    {
        if (open is not null && time.GetElapsedTime(lastUsed) > MayHaveDied && !await IsAlive(open))
            await Close();
        if (open is not null)
            return;
        open = await Fresh();
        lastUsed = time.GetTimestamp();
    }

    public async Task Execute(ReadOnlyMemory<PendingAppend> appends)
    {
        await using var batch = JournalStatements.For(open!, appends.Span);
        await batch.ExecuteNonQueryAsync();
        lastUsed = time.GetTimestamp();
    }

    public async Task Close()
    {
        if (open is { } connection)
        {
            open = null;
            try
            {
                await connection.DisposeAsync();
            }
            catch (Exception fault) when (Faults.IsPassing(fault))
            {
                // It is gone either way.
            }
        }
    }

    public async ValueTask DisposeAsync() => await Close();

    /// <summary>Connections in the pool may have died too, and a failed attempt would cost the callers their answer.</summary>
    async Task<NpgsqlConnection> Fresh()
    {
        for (var again = true; ; again = false)
        {
            var connection = await source.OpenConnectionAsync();
            try
            {
                await using var command = new NpgsqlCommand(Settings, connection);
                await command.ExecuteNonQueryAsync();
                return connection;
            }
            catch (Exception fault)
            {
                await connection.DisposeAsync();
                if (!again || !Faults.IsConnectionLost(fault))
                    throw;
                source.Clear();
            }
        }
    }

    static async Task<bool> IsAlive(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = PingPatience };
            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (Exception fault) when (Faults.IsPassing(fault))
        {
            return false;
        }
    }
}
