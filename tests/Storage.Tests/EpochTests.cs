using Microsoft.Extensions.Logging.Abstractions;

namespace VideoWall.Storage.Tests;

/// <summary>An older copy that was put back is another history, however it was made.</summary>
[Collection(SharedPostgres.Name)]
public sealed class EpochTests(SharedPostgres postgres) : IAsyncLifetime
{
    TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.Create(postgres.ConnectionString);
    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task AllProcesses_AreInOneEpoch_OverTheirStarts()
    {
        Store[] others = [database.Another(), database.Another(), database.Another()];
        await Task.WhenAll(others.Select(store => store.MigrateAsync()));
        Assert.NotEmpty(database.Store.Journal.Epoch);
        Assert.All(others, store => Assert.Equal(database.Store.Journal.Epoch, store.Journal.Epoch));
    }

    /// <summary>As pg_restore does it: the tables are made anew, with all that stood in them, the old epoch too.</summary>
    [Fact]
    public async Task DumpThatWasRestored_BeginsAnother()
    {
        await database.Execute("""
            CREATE TABLE kept AS SELECT * FROM events;
            DROP TABLE events;
            CREATE TABLE events (LIKE kept, CONSTRAINT events_pkey PRIMARY KEY (stream, revision));
            INSERT INTO events SELECT * FROM kept
            """);
        var after = database.Another();
        await after.MigrateAsync();
        Assert.NotEqual(database.Store.Journal.Epoch, after.Journal.Epoch);
    }

    /// <summary>Files can be put back only while Postgres stands still.</summary>
    [Fact]
    public async Task PostgresThatWasStartedAgain_MayHaveOlderFiles_SoItBeginsAnother()
    {
        using var folder = new TemporaryFolder();
        await RunningPostgres.Fill(folder.Path);
        using var data = DataFolder.Open(folder.Path);
        Assert.NotEqual(await Started(), await Started());

        async Task<string> Started()
        {
            await using var server = await RunningPostgres.Start(data);
            await using var store = Store.Open(server.ConnectionString, NullLoggerFactory.Instance, TimeProvider.System);
            await store.MigrateAsync();
            return store.Journal.Epoch;
        }
    }

    [Fact]
    public async Task OfAllWhoFindEventsMissing_OneBeginsAnother()
    {
        var other = database.Another();
        await other.MigrateAsync();
        var lost = other.Journal.Epoch;
        await Task.WhenAll(new[] { database.Store, other }.SelectMany(store => new[] { store.Journal.BeginEpoch(lost), store.Journal.BeginEpoch(lost) }));
        Assert.NotEqual(lost, database.Store.Journal.Epoch);
        Assert.Equal(other.Journal.Epoch, database.Store.Journal.Epoch);
        await other.Journal.BeginEpoch(lost); // that was over before
        Assert.Equal(database.Store.Journal.Epoch, other.Journal.Epoch);
    }
}
