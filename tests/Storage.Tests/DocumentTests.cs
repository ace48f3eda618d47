using VideoWall.Grains.Interfaces;

namespace VideoWall.Storage.Tests;

[Collection(SharedPostgres.Name)]
public sealed class DocumentTests(SharedPostgres postgres) : IAsyncLifetime
{
    TestDatabase database = null!;

    IDocuments Documents => database.Store.Documents;

    public async Task InitializeAsync() => database = await TestDatabase.Create(postgres.ConnectionString);
    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Document_Put_CountsVersionsAndRefusesWhoReadAnOlderOne()
    {
        Assert.True(await Documents.Put(New("user", "admin", 0, "1")));
        Assert.False(await Documents.Put(New("user", "admin", 0, "again")));
        Assert.True(await Documents.Put(New("user", "admin", 1, "2")));
        Assert.False(await Documents.Put(New("user", "admin", 1, "late")));
        Assert.False(await Documents.Put(New("user", "nobody", 3, "never made")));
        var read = await Documents.Get("user", "admin");
        Assert.Equal((2, "2"), (read!.Version, System.Text.Encoding.UTF8.GetString(read.Data.Span)));
    }

    [Fact]
    public async Task Documents_PutByManyAtOnce_OneWins()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Documents.Put(New("secret", "livekit", 0, $"{i}"))));
        Assert.Single(tries, won => won);
    }

    [Fact]
    public async Task Documents_AreListedByKindAndDeletedOnce()
    {
        await Documents.Put(New("user", "b", 0, "b"));
        await Documents.Put(New("user", "a", 0, "a"));
        await Documents.Put(New("key", "c", 0, "c"));
        Assert.Equal(["a", "b"], (await Documents.All("user")).Select(d => d.Key));
        Assert.False(await Documents.Delete("user", "a", 7));
        Assert.True(await Documents.Delete("user", "a"));
        Assert.False(await Documents.Delete("user", "a"));
        Assert.Null(await Documents.Get("user", "a"));
    }

    [Fact]
    public async Task Documents_OfManyKeys_AreThoseThatAreThere()
    {
        await Documents.Put(New("session", "a", 0, "a"));
        await Documents.Put(New("session", "b", 0, "b"));
        await Documents.Put(New("key", "c", 0, "c"));
        Assert.Equal(["a", "b"], (await Documents.Get("session", ["b", "a", "c", "never", "a"])).Select(d => d.Key).Order(StringComparer.Ordinal));
        Assert.Empty(await Documents.Get("session", []));
    }

    static Document New(string kind, string key, long version, string data) =>
        new(kind, key, version, System.Text.Encoding.UTF8.GetBytes(data));
}
