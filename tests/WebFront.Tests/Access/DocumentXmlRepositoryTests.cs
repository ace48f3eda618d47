using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>The keys of cookies and hub tokens: one set for all processes on one store.</summary>
public sealed class DocumentXmlRepositoryTests
{
    const string Kind = "cookie-key";

    readonly MemoryDocuments documents;
    readonly MemoryStore store = new();

    public DocumentXmlRepositoryTests() => documents = store.Documents;

    [Fact]
    public async Task Keys_OfAProcessThatStarted_AreThereBeforeTheFirstCall()
    {
        await using var process = await Start(documents);
        Assert.Single(await documents.All(Kind));
        var calls = store.Calls;
        Assert.Equal("wall", Protector(process).Unprotect(Protector(process).Protect("wall")));
        Assert.Equal(calls, store.Calls);
    }

    [Fact]
    public async Task Keys_OfAStoreThatIsAwayAtStart_AreReadWithTheFirstCall()
    {
        store.IsAway = true;
        await using var process = await Start(documents);
        store.IsAway = false;
        Assert.Equal("wall", Protector(process).Unprotect(Protector(process).Protect("wall")));
    }

    [Fact]
    public async Task FirstKey_MadeByTwoProcessesAtOnce_IsOneForBoth()
    {
        var meeting = new MeetingDocuments(documents, Kind, processes: 2);
        var starts = await Task.WhenAll(Task.Run(() => Start(meeting)), Task.Run(() => Start(meeting)));
        await using var one = starts[0];
        await using var other = starts[1];
        Assert.Single(await documents.All(Kind));
        Assert.Equal("wall", Protector(other).Unprotect(Protector(one).Protect("wall")));
        Assert.Equal("wall", Protector(one).Unprotect(Protector(other).Protect("wall")));
    }

    [Fact]
    public async Task Key_ThatFollowsOthers_IsKeptBesideThem()
    {
        var early = new DocumentXmlRepository(documents);
        Assert.Empty(early.GetAllElements());
        early.StoreElement(new XElement("key", "of an earlier version"), "key-1a2b");
        await documents.Put(new(Kind, "key-1a2b", 0, "<key>named as earlier versions did</key>"u8.ToArray()));
        var repository = new DocumentXmlRepository(documents);
        Assert.Equal(2, repository.GetAllElements().Count);
        repository.StoreElement(new XElement("key", "next"), "key-3c4d");
        Assert.Equal(3, repository.GetAllElements().Count);
    }

    [Fact]
    public void Revocation_IsNeverDropped()
    {
        var (here, there) = (new DocumentXmlRepository(documents), new DocumentXmlRepository(documents));
        here.StoreElement(new XElement("revocation", 1), "revocation-1");
        there.StoreElement(new XElement("revocation", 2), "revocation-2");
        Assert.Equal(2, here.GetAllElements().Count);
        Assert.Throws<InvalidOperationException>(() => there.StoreElement(new XElement("revocation", 3), "revocation-1"));
    }

    static async Task<ServiceProvider> Start(IDocuments documents)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(documents).AddSingleton<IListings>(new MemoryStore().Listings).AddAccess(new());
        var process = services.BuildServiceProvider();
        foreach (var hosted in process.GetServices<IHostedService>())
        {
            await hosted.StartAsync(default);
        }
        return process;
    }

    static IDataProtector Protector(ServiceProvider process) => process.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    /// <summary>The first reads of a kind are answered once all processes have read: each finds what there was before any of them wrote.</summary>
    sealed class MeetingDocuments(IDocuments store, string kind, int processes) : IDocuments
    {
        readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int reads;

        public async Task<ImmutableArray<Document>> All(string kindRead, CancellationToken cancellation = default)
        {
            var found = await store.All(kindRead, cancellation);
            if (kindRead == kind)
            {
                if (Interlocked.Increment(ref reads) == processes)
                {
                    all.SetResult();
                }
                await all.Task;
            }
            return found;
        }

        public Task<Document?> Get(string kindRead, string key, CancellationToken cancellation = default) => store.Get(kindRead, key, cancellation);

        public Task<ImmutableArray<Document>> Get(string kindRead, IReadOnlyCollection<string> keys, CancellationToken cancellation = default) =>
            store.Get(kindRead, keys, cancellation);

        public Task<bool> Put(Document document, CancellationToken cancellation = default) => store.Put(document, cancellation);

        public Task<bool> Delete(string kindGone, string key, long? version = null, CancellationToken cancellation = default) =>
            store.Delete(kindGone, key, version, cancellation);
    }
}
