namespace VideoWall.Storage.Tests;

/// <summary>One real Postgres for all tests that only need a database.</summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    public const string Name = "postgres";
    RunningPostgres running = null!;

    public string ConnectionString => running.Postgres.ConnectionString;

    public async Task InitializeAsync() => running = await RunningPostgres.Start();
    public async Task DisposeAsync() => await running.DisposeAsync();
}

[CollectionDefinition(SharedPostgres.Name)]
public sealed class PostgresTests : ICollectionFixture<SharedPostgres>;
