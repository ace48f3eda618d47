using Npgsql;

namespace VideoWall.Storage;

/// <summary>Reads and single statements on pooled connections: faults translated, answered in time whatever stands still.</summary>
internal sealed class Database(NpgsqlDataSource source, StoreTimeouts timeouts, TimeProvider time) : IAsyncDisposable
{
    public NpgsqlDataSource Source => source;
    public StoreTimeouts Timeouts => timeouts;

    /// <summary>
    /// Runs a query. One that finds its connection dead (Postgres restarted meanwhile) is run once more on a fresh
    /// one, so only use it for what may run twice.
    /// </summary>
    /// <param name="within">Null for the store's own bound.</param>
    /// <exception cref="Grains.Interfaces.JournalUnavailableException">A passing fault.</exception>
    public Task<T> Query<T>(Func<NpgsqlConnection, Task<T>> query, CancellationToken cancellation, TimeSpan? within = null) =>
        Answer(RunTwice(query, cancellation), within ?? timeouts.Answer, cancellation);

    /// <summary>The rows of one statement, all at once.</summary>
    public Task<List<T>> Rows<T>(
        string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params NpgsqlParameter[] parameters) =>
        Query(
            async connection =>
            {
                await using var command = new NpgsqlCommand(sql, connection);
                foreach (var parameter in parameters)
                    command.Parameters.Add(parameter.Clone());
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellation))
                    rows.Add(row(reader));
                return rows;
            },
            cancellation);

    /// <summary>The number of rows that a statement changed; runs once only.</summary>
    /// <exception cref="Grains.Interfaces.OutcomeUnknownException">A passing fault that came when the statement was on its way.</exception>
    /// <exception cref="Grains.Interfaces.JournalUnavailableException">A passing fault; nothing was done.</exception>
    public Task<int> Execute(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters) =>
        Answer(RunOnce(sql, parameters, cancellation), timeouts.Answer, cancellation, changes: true);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    async Task<T> RunTwice<T>(Func<NpgsqlConnection, Task<T>> query, CancellationToken cancellation)
    {
        for (var again = true; ; again = false)
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            try
            {
                return await query(connection);
            }
            catch (Exception fault) when (again && PostgresErrors.IsConnectionLost(fault))
            {
                // The others in the pool are as old as this one.
                source.Clear();
            }
        }
    }

    async Task<int> RunOnce(string sql, NpgsqlParameter[] parameters, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        try
        {
            return await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (Exception fault) when (PostgresErrors.IsPassing(fault))
        {
            throw PostgresErrors.OfChange(fault);
        }
    }

    /// <summary>
    /// Connecting, the statement and its cancellation each have a limit, and their sum is longer than a caller waits. What
    /// is left running ends at those limits.
    /// </summary>
    /// <param name="changes">What is left running may still change something.</param>
    async Task<T> Answer<T>(Task<T> work, TimeSpan within, CancellationToken cancellation, bool changes = false)
    {
        try
        {
            return await work.WaitAsync(within, time, cancellation);
        }
        catch (Exception fault) when (PostgresErrors.IsPassing(fault))
        {
            throw changes && !work.IsCompleted ? PostgresErrors.OfChange(fault) : PostgresErrors.Unavailable(fault);
        }
        finally
        {
            if (!work.IsCompleted)
                _ = work.ContinueWith(late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}
