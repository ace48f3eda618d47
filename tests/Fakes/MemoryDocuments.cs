using System.Collections.Immutable;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Fakes;

public sealed class MemoryDocuments(MemoryStore store) : IDocuments
{
    readonly Dictionary<(string Kind, string Key), Document> documents = [];

    public Task<Document?> Get(string kind, string key, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => documents.GetValueOrDefault((kind, key))));

    public Task<ImmutableArray<Document>> Get(string kind, IReadOnlyCollection<string> keys, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => documents.Values.Where(d => d.Kind == kind && keys.Contains(d.Key)).ToImmutableArray()));

    public Task<ImmutableArray<Document>> All(string kind, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => documents.Values.Where(d => d.Kind == kind).OrderBy(d => d.Key, StringComparer.Ordinal).ToImmutableArray()));

    public Task<bool> Put(Document document, CancellationToken cancellation = default) => Task.FromResult(store.Locked(() =>
    {
        var at = (document.Kind, document.Key);
        if ((documents.GetValueOrDefault(at)?.Version ?? 0) != document.Version)
        {
            return false;
        }
        documents[at] = document with { Version = document.Version + 1 };
        return true;
    }));

    public Task<bool> Delete(string kind, string key, long? version = null, CancellationToken cancellation = default) => Task.FromResult(store.Locked(() =>
        (version is null || documents.GetValueOrDefault((kind, key))?.Version == version) && documents.Remove((kind, key))));
}
