using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Access;

/// <summary>A document read: its value, and the version that a change of it must name.</summary>
sealed record Stored<T>(string Key, long Version, T Value);

/// <summary>
/// The documents of one kind, with a memory of a second for those that every request needs. What this process
/// changes counts at once; what another process changed counts within <see cref="Memory"/>.
/// </summary>
class DocumentRepository<T>(IDocuments documents, string kind, JsonTypeInfo<T> json, TimeProvider time)
    where T : class
{
    const int MostRemembered = 10_000;

    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<string, (Stored<T>? Found, long At)> recent = new();
    long changes;

    /// <summary>As it was at most <see cref="Memory"/> ago.</summary>
    public async Task<Stored<T>?> Recent(string key)
    {
        if (recent.TryGetValue(key, out var seen) && time.GetElapsedTime(seen.At) < Memory)
        {
            return seen.Found;
        }
        var (before, at) = (Interlocked.Read(ref changes), time.GetTimestamp());
        var found = await Get(key);
        Remember(key, found, before, at);
        return found;
    }

    public async Task<Stored<T>?> Get(string key, CancellationToken cancellation = default) =>
        await documents.Get(kind, key, cancellation) is { } document ? Read(document) : null;

    /// <summary>Those of the keys that are there, by key, as they are now: and from now on, what <see cref="Recent"/> says of them.</summary>
    public async Task<IReadOnlyDictionary<string, Stored<T>>> Get(IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0)
        {
            return ImmutableDictionary<string, Stored<T>>.Empty;
        }
        var (before, at) = (Interlocked.Read(ref changes), time.GetTimestamp());
        var found = (await documents.Get(kind, keys, cancellation)).Select(Read).ToDictionary(d => d.Key, StringComparer.Ordinal);
        foreach (var key in keys)
        {
            Remember(key, found.GetValueOrDefault(key), before, at);
        }
        return found;
    }

    public async Task<ImmutableArray<Stored<T>>> All(CancellationToken cancellation = default) =>
        [.. (await documents.All(kind, cancellation)).Select(Read)];

    /// <summary>False: someone else was first.</summary>
    /// <param name="version">The version that was read; 0 for a new document.</param>
    public async Task<bool> Put(string key, long version, T value)
    {
        var done = await documents.Put(new(kind, key, version, JsonSerializer.SerializeToUtf8Bytes(value, json)));
        Forget(key);
        return done;
    }

    /// <summary>False: it is not there, or no longer in this version.</summary>
    /// <param name="version">The version that was read; null for whichever is there.</param>
    public async Task<bool> Delete(string key, long? version = null)
    {
        var done = await documents.Delete(kind, key, version);
        Forget(key);
        return done;
    }

    void Remember(string key, Stored<T>? found, long changesBefore, long at)
    {
        if (recent.Count >= MostRemembered)
        {
            recent.Clear();
        }
        if (Interlocked.Read(ref changes) == changesBefore) // else it may be older than what was written meanwhile
        {
            recent[key] = (found, at);
        }
    }

    void Forget(string key)
    {
        Interlocked.Increment(ref changes);
        recent.TryRemove(key, out _);
    }

    Stored<T> Read(Document document) => new(document.Key, document.Version, JsonSerializer.Deserialize(document.Data.Span, json)
        ?? throw new InvalidDataException($"The document {document.Kind}/{document.Key} is empty."));
}
