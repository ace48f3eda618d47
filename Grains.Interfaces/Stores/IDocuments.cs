using System.Collections.Immutable;

namespace VideoWall.Grains.Interfaces;

/// <summary>
/// Small documents that belong to no actor: users, API keys, generated secrets. Keyed (<paramref name="Kind"/>, Key);
/// a write names the version it read, so that of two at once one is told.
/// </summary>
public sealed record Document(string Kind, string Key, long Version, ReadOnlyMemory<byte> Data);

public interface IDocuments
{
    Task<Document?> Get(string kind, string key, CancellationToken cancellation = default);

    /// <summary>Those of the keys that are there, in one look and no particular order.</summary>
    Task<ImmutableArray<Document>> Get(string kind, IReadOnlyCollection<string> keys, CancellationToken cancellation = default);

    Task<ImmutableArray<Document>> All(string kind, CancellationToken cancellation = default);

    /// <summary>Writes when the stored version is still <paramref name="document"/>'s (0: absent); the new version is one more. False: someone was first.</summary>
    Task<bool> Put(Document document, CancellationToken cancellation = default);

    /// <summary>False: it is not there, or no longer in <paramref name="version"/> (null: whichever is there).</summary>
    Task<bool> Delete(string kind, string key, long? version = null, CancellationToken cancellation = default);
}
