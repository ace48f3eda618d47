using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace VideoWall.Storage.Tests;

/// <summary>Ready is who can write: a full disk and a standby can be read well.</summary>
[Collection(SharedPostgres.Name)]
public sealed class StoreHealthTests(SharedPostgres postgres) : IAsyncLifetime
{
    TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.Create(postgres.ConnectionString);
    public async Task DisposeAsync() => await database.DisposeAsync();

    [Theory]
    [InlineData("documents")] // the log
    [InlineData("readiness")] // one more page
    public async Task WritesThatAreRefused_AreSaid_AndItRecoversByItself(string table)
    {
        await database.Execute($"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room' USING ERRCODE = 'disk_full'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON {table} EXECUTE FUNCTION refuse()
            """);
        Assert.Equal("The database's disk is full.", await database.Store.Health.Check());
        await database.Execute($"DROP TRIGGER full_disk ON {table}");
        Assert.Null(await database.Store.Health.Check());
    }

    [Fact]
    public async Task DatabaseThatIsReadOnly_IsSaid()
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = "-c default_transaction_read_only=on" };
        await using var store = Store.Open(settings.ConnectionString, NullLoggerFactory.Instance, TimeProvider.System);
        Assert.Equal("The database is read-only (a standby?).", await store.Health.Check());
    }

    [Fact]
    public async Task ManyWhoAskAtOnce_ShareOneWrite()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => database.Store.Health.Check()));
        Assert.InRange(await Rows(), 1, 3); // a second may end in between, on a machine that stands still
    }

    [Fact]
    public async Task Trial_StaysSmall_ButWaitsForABackupThatReadsIt()
    {
        await database.Execute("INSERT INTO readiness SELECT repeat(' ', 8000) FROM generate_series(1, 200)");
        await using (var backup = new NpgsqlConnection(database.ConnectionString))
        {
            await backup.OpenAsync();
            await using var transaction = await backup.BeginTransactionAsync();
            await using var reading = new NpgsqlCommand("LOCK TABLE readiness IN ACCESS SHARE MODE", backup, transaction);
            await reading.ExecuteNonQueryAsync();
            Assert.Null(await database.Store.Health.Check());
            Assert.Equal(201, await Rows());
        }
        Assert.Null(await database.Another().Health.Check());
        Assert.Equal(0, await Rows());
    }

    Task<long> Rows() => database.Scalar<long>("SELECT count(*) FROM readiness");
}
