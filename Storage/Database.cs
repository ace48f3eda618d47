using Npgsql;

namespace VideoWall.Storage;

/// <summary>Reads and single statements on pooled connections, with this room's fault translation.</summary>
internal sealed class Database(NpgsqlDataSource source) : IAsyncDisposable
{
    public NpgsqlDataSource Source => source;

    /// <summary>
    /// Runs a query. One that finds its connection dead (Postgres restarted meanwhile) is run once more on a fresh
    /// one, so only use it for what may run twice.
    /// </summary>
    /// <exception cref="Grains.Interfaces.JournalUnavailableException">A passing fault.</exception>
    public async Task<T> Query<T>(Func<NpgsqlConnection, Task<T>> query, CancellationToken cancellation)
    {
        try
        {
            for (var again = true; ; again = false)
            {
                await using var connection = await source.OpenConnectionAsync(cancellation);
                try
                {
                    return await query(connection);
                }
                catch (Exception fault) when (again && Faults.IsConnectionLost(fault))
                {
                    // The others in the pool are as old as this one.
                    source.Clear();
                }
            }
        }
        catch (Exception fault) when (Faults.IsPassing(fault))
        {
            throw Faults.Unavailable(fault);
        }
    }

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
    /// <exception cref="Grains.Interfaces.JournalUnavailableException">A passing fault; whether it was done is unknown.</exception>
    public async Task<int> Execute(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddRange(parameters);
            return await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (Exception fault) when (Faults.IsPassing(fault))
        {
            throw Faults.Unavailable(fault);
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
