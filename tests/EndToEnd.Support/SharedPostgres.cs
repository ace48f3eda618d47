using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using VideoWall.Storage;
using VideoWall.Storage.Private;

namespace VideoWall.EndToEnd.Support;

/// <summary>One real Postgres for all clusters of a suite: as durable as the product's own, and it comes back by itself when it is killed.</summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    public const string Name = "postgres";

    /// <summary>For each of a silo's two pools, the store's and Orleans' own: three silos and one that starts have room in it.</summary>
    const int Connections = 4;

    readonly string folder = Directory.CreateTempSubdirectory("videowall-cluster-").FullName;
    DataFolder data = null!;
    PrivatePostgres postgres = null!;

    public int? Process => postgres.Pid;

    public async Task InitializeAsync()
    {
        Places.NeedPostgres();
        data = DataFolder.Open(folder);
        postgres = await PrivatePostgres.Start(data, PostgresBinaries.Find(), NullLogger<PrivatePostgres>.Instance, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await postgres.DisposeAsync();
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>An empty schema of its own, which to a silo is a database. Returns its DATABASE_URL.</summary>
    public async Task<string> Database()
    {
        var name = $"cluster_{Guid.NewGuid():n}";
        await Eventually.Is("Postgres makes a schema", () => Make(name), made => made);
        return new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { SearchPath = name, MaxPoolSize = Connections }.ConnectionString;
    }

    // A test before this one may have killed it.
    async Task<bool> Make(string schema)
    {
        try
        {
            await Read<object>(postgres.ConnectionString, $"CREATE SCHEMA IF NOT EXISTS {schema}");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>The first column of a query.</summary>
    public static async Task<IReadOnlyList<T>> Read<T>(string database, string sql, params string[] parameters)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter);
        }
        await using var rows = await command.ExecuteReaderAsync();
        var read = new List<T>();
        while (await rows.ReadAsync())
        {
            read.Add(rows.GetFieldValue<T>(0));
        }
        return read;
    }
}
