namespace VideoWall.Storage.Tests;

/// <summary>Which silos may be at work on a database beside each other, on a real Postgres. That real silos keep to it: tests/Cluster.Tests.</summary>
[Collection(SharedPostgres.Name)]
public sealed class DatabaseLockTests(SharedPostgres postgres) : IAsyncLifetime, IDisposable
{
    readonly RecordedLog log = new();
    TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.Create(postgres.ConnectionString, migrated: false);
    public async Task DisposeAsync() => await database.DisposeAsync();
    public void Dispose() => log.Dispose();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task OneThatIsAlone_IsAlone(bool first, bool second)
    {
        await using (await Take(first))
        {
            var refused = await Assert.ThrowsAsync<SettingException>(() => Take(second));
            Assert.StartsWith("DATABASE_URL: ", refused.Message, StringComparison.Ordinal);
            Assert.Contains("ORLEANS_CLUSTER", refused.Message, StringComparison.Ordinal);
        }
        await using var after = await Take(second);
    }

    [Fact]
    public async Task Cluster_SharesIt_AndAnotherSchemaIsAnotherDatabase()
    {
        await using var one = await Take(alone: false);
        await using var two = await Take(alone: false);
        await using var other = await TestDatabase.Create(postgres.ConnectionString, migrated: false);
        await using var alone = await Take(alone: true, other);
    }

    [Fact]
    public async Task WhoeverEndsMeanwhile_IsWaitedFor()
    {
        var first = await Take(alone: true);
        var second = Take(alone: true);
        await Eventually.True("it waits", () => log.Count("waiting a moment") == 1);
        await first.DisposeAsync();
        await using var taken = await second;
    }

    [Fact]
    public async Task ConnectionThatIsLost_IsMadeAnew_AndTheLockTakenAgain()
    {
        await using var held = await Take(alone: true);
        var before = await Holder();
        await database.Execute($"SELECT pg_terminate_backend({before})");
        await Eventually.True("it has the lock again", async () => await Holder() is > 0 and var now && now != before);
        await Assert.ThrowsAsync<SettingException>(() => Take(alone: true));
    }

    Task<DatabaseLock> Take(bool alone, TestDatabase? of = null) =>
        DatabaseLock.Take((of ?? database).ConnectionString, alone, new Microsoft.Extensions.Logging.Logger<DatabaseLock>(log), TimeProvider.System);

    /// <summary>The process of Postgres that has the lock; 0 for none.</summary>
    async Task<int> Holder() => await database.Scalar<int?>($"""
        SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND (classid::bigint << 32) + objid::bigint = hashtextextended(current_setting('search_path'), {DatabaseLock.Number})
        """) ?? 0;
}
