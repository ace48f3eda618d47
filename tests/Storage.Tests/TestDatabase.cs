using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace VideoWall.Storage.Tests;

/// <summary>A fresh, migrated schema of its own for one test, on the Postgres that the tests share; to the store it is a database.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    readonly List<Store> stores = [];

    TestDatabase(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    /// <summary>The first store on it; every call of <see cref="Another"/> is like another process.</summary>
    public Store Store => stores[0];

    public static async Task<TestDatabase> Create(string server, bool migrated = true)
    {
        var name = $"test_{Guid.NewGuid():n}";
        var database = new TestDatabase(new NpgsqlConnectionStringBuilder(server) { SearchPath = name, MaxPoolSize = 6 }.ConnectionString);
        await database.Execute($"CREATE SCHEMA {name}");
        database.Another();
        if (migrated)
            await database.Store.MigrateAsync();
        return database;
    }

    public Store Another()
    {
        var store = Store.Open(ConnectionString, NullLoggerFactory.Instance, TimeProvider.System);
        stores.Add(store);
        return store;
    }

    public async Task<T?> Scalar<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T?)await command.ExecuteScalarAsync();
    }

    public async Task Execute(string sql) => await Scalar<object>(sql);

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
            await store.DisposeAsync();
        await using var connection = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(connection);
    }
}
