using Npgsql;
using VideoWall.Fakes;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;
using VideoWall.Storage.Migrations;

namespace VideoWall.Storage.Tests;

[Collection(SharedPostgres.Name)]
public sealed class MigrationTests(SharedPostgres postgres) : IAsyncLifetime
{
    TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.Create(postgres.ConnectionString, migrated: false);
    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Migrate_ByFourAtOnce_AppliesEachOnceAndAllGoOn()
    {
        Store[] stores = [database.Store, database.Another(), database.Another(), database.Another()];
        await Task.WhenAll(stores.Select(store => store.MigrateAsync()));
        Assert.Equal(Migration.All.Count, await database.Scalar<long>("SELECT count(*) FROM schema_migrations"));
        Assert.Equal((Migration.All[^1].Version, true), await database.Store.Health.Migrations());
        await database.Store.MigrateAsync();
        Assert.Null(await database.Store.Health.Check());
    }

    /// <summary>Longer than any statement may take, in a database that has a limit of its own for them.</summary>
    [Fact]
    public async Task Migrate_WhileAnotherProcessDoes_WaitsAsLongAsThatTakes_AndSaysSo()
    {
        var (time, log) = (TestClock.Sunday(), new RecordedLog());
        var limited = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = "-c statement_timeout=300ms -c lock_timeout=200ms" }.ConnectionString;
        await using var store = Store.Open(limited, log, time);
        await using var other = new NpgsqlConnection(database.ConnectionString);
        await other.OpenAsync();
        await Run("SELECT pg_advisory_lock($1)");

        var (began, migrating) = (time.GetUtcNow(), store.MigrateAsync());
        await Passes("it has waited for two minutes", () => time.GetUtcNow() - began > TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));
        Assert.False(migrating.IsCompleted, "it gave up");
        Assert.InRange(log.Count("Another process migrates"), 2, 13); // not with each look
        await Run("SELECT pg_advisory_unlock($1)");
        await Passes("it migrates", () => log.Count("Applied migration") > 0, TimeSpan.FromMilliseconds(250));
        await migrating;
        Assert.Null(await store.Health.Check());

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, other) { Parameters = { new() { Value = Migrator.LockKey } } };
            await command.ExecuteNonQueryAsync();
        }

        Task Passes(string what, Func<bool> condition, TimeSpan step) => Eventually.True(what, () =>
        {
            time.Advance(step);
            return migrating.IsCompleted || condition();
        });
    }

    [Fact]
    public async Task Unmigrated_SaysSoAndTakesNothing()
    {
        Assert.Equal(("none", false), await database.Store.Health.Migrations());
        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(() => database.Store.Journal.Append(Make.Append("service/a", 0)));
        Assert.Equal("The database is not migrated.", fault.Message);
        await database.Store.MigrateAsync();
        Assert.Equal(AppendOutcome.Appended, await database.Store.Journal.Append(Make.Append("service/a", 0)));
    }

    [Fact]
    public async Task Migrate_ANewerDatabase_IsRefusedAndTouchesNothing()
    {
        await database.Store.MigrateAsync();
        await database.Execute("INSERT INTO schema_migrations (version, name, checksum) VALUES ('9999', '9999_future', 'x')");
        var fault = await Assert.ThrowsAsync<MigrationException>(() => database.Store.MigrateAsync());
        Assert.Contains("newer than this program", fault.Message, StringComparison.Ordinal);
        Assert.Contains("9999_future", fault.Message, StringComparison.Ordinal);
        Assert.Equal(("9999", true), await database.Store.Health.Migrations()); // one that runs already goes on
    }

    [Fact]
    public async Task Migrate_AMigrationThatWasChangedSince_IsRefused()
    {
        await database.Store.MigrateAsync();
        await database.Execute("UPDATE schema_migrations SET checksum = 'other' WHERE version = '0001'");
        var fault = await Assert.ThrowsAsync<MigrationException>(() => database.Store.MigrateAsync());
        Assert.Contains("0001_journal was changed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_AForeignDatabase_IsRefusedAndLeavesNoHalf()
    {
        await database.Execute("CREATE TABLE churches (name text)");
        var fault = await Assert.ThrowsAsync<MigrationException>(() => database.Store.MigrateAsync());
        Assert.Contains("0002_listings does not fit", fault.Message, StringComparison.Ordinal);
        // The table before it in the same file is not there either.
        Assert.True(await database.Scalar<bool>("SELECT to_regclass('services') IS NULL"));
    }

    [Fact]
    public void Migrations_AreNumberedEachByItself()
    {
        var versions = Migration.All.Select(m => m.Version).ToList();
        Assert.All(versions, version => Assert.Matches("^[0-9]{4}$", version));
        Assert.Equal(versions.Distinct().Order(StringComparer.Ordinal), versions);
    }
}
