using System.Collections.Immutable;

namespace VideoWall.Actors.Ports;

/// <summary>A stream's row for look-ups and lists; written with the events that change it, never on its own.</summary>
public abstract record Listing;

/// <param name="State"><c>scheduled</c>, <c>live</c>, <c>ended</c> or <c>deleted</c> (kept in the journal, in no list).</param>
/// <param name="WakeAt">From when on the service must not sleep with nobody calling (doors to open, a room to watch); null for never.</param>
public sealed record ServiceListing(
    string Id, string Code, string Room, string Title, string State,
    DateTimeOffset CreatedAt, DateTimeOffset? StartsAt, DateTimeOffset? EndedAt, DateTimeOffset? WakeAt) : Listing;

/// <param name="LinkKey">The secret of the church's personal link (<c>/j/{key}</c>).</param>
/// <param name="Deleted">Kept in the journal, in no list; its key opens nothing.</param>
public sealed record ChurchListing(
    string Id, string Name, string City, string LinkKey, bool Revoked, bool Trusted, bool Deleted,
    string? ExternalId, DateTimeOffset CreatedAt) : Listing;

/// <summary>One page of a list, newest first.</summary>
/// <param name="Next">Cursor of the following page; null on the last.</param>
public sealed record ListPage<T>(ImmutableArray<T> Items, string? Next, long Total);

/// <summary>Look-ups over the listings. Every call may throw <see cref="JournalUnavailableException"/>.</summary>
public interface IListings
{
    /// <summary>By code in its plain form (upper case, no separators); ended ones included, deleted ones not.</summary>
    Task<ServiceListing?> ServiceByCode(string code, CancellationToken cancellation = default);

    /// <summary>By LiveKit room; of several, the one that has not ended, else the newest.</summary>
    Task<ServiceListing?> ServiceByRoom(string room, CancellationToken cancellation = default);

    /// <summary>Newest first. <paramref name="search"/> matches title and code, any case.</summary>
    Task<ListPage<ServiceListing>> Services(string? cursor, int limit, string? search = null, string? state = null, CancellationToken cancellation = default);

    /// <summary>Ids of the services whose WakeAt is not after <paramref name="now"/>.</summary>
    Task<ImmutableArray<string>> ServicesToWake(DateTimeOffset now, CancellationToken cancellation = default);

    Task<ChurchListing?> ChurchByKey(string linkKey, CancellationToken cancellation = default);

    /// <summary>By name. <paramref name="search"/> matches name, city and external id, any case.</summary>
    Task<ListPage<ChurchListing>> Churches(string? cursor, int limit, string? search = null, CancellationToken cancellation = default);

    /// <summary>Every church that is not deleted, by name: for imports (no duplicates) and for "expected but absent".</summary>
    Task<ImmutableArray<ChurchListing>> AllChurches(CancellationToken cancellation = default);
}

/// <summary>Folded state kept to save time. Losing all of it loses nothing; a failed write is nobody's error.</summary>
public interface ISnapshots
{
    Task<Snapshot?> Load(string stream, CancellationToken cancellation = default);

    /// <summary>Keeps it unless a newer one is there already.</summary>
    Task Save(string stream, Snapshot snapshot, CancellationToken cancellation = default);
}

/// <param name="Format">Version of the state's shape; a snapshot of another version is not used.</param>
public sealed record Snapshot(long Revision, int Format, ReadOnlyMemory<byte> Data);

/// <summary>
/// Small documents that belong to no actor: users, API keys, generated secrets. Keyed (<paramref name="Kind"/>, Key);
/// a write names the version it read, so that of two at once one is told.
/// </summary>
public sealed record Document(string Kind, string Key, long Version, ReadOnlyMemory<byte> Data);

public interface IDocuments
{
    Task<Document?> Get(string kind, string key, CancellationToken cancellation = default);
    Task<ImmutableArray<Document>> All(string kind, CancellationToken cancellation = default);

    /// <summary>Writes when the stored version is still <paramref name="document"/>'s (0: absent); the new version is one more. False: someone was first.</summary>
    Task<bool> Put(Document document, CancellationToken cancellation = default);

    /// <summary>False: it is not there, or no longer in <paramref name="version"/> (null: whichever is there).</summary>
    Task<bool> Delete(string kind, string key, long? version = null, CancellationToken cancellation = default);
}

/// <summary>Whether the store can be used now; for readiness.</summary>
public interface IStoreHealth
{
    /// <summary>Null when well, else the reason in words.</summary>
    Task<string?> Check(CancellationToken cancellation = default);

    /// <summary>The newest applied migration, e.g. <c>0003</c>, and whether all that this program needs are applied.</summary>
    Task<(string Applied, bool Current)> Migrations(CancellationToken cancellation = default);
}
