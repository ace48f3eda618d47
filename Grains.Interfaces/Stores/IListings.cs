using System.Collections.Immutable;

namespace VideoWall.Grains.Interfaces;

/// <summary>Look-ups over the listings. Every call may throw <see cref="JournalUnavailableException"/>.</summary>
public interface IListings
{
    /// <summary>By code in its plain form (upper case, no separators); ended ones included, deleted ones not.</summary>
    Task<ServiceListing?> ServiceByCode(string code, CancellationToken cancellation = default);

    /// <summary>By LiveKit room; of several, the one that has not ended, else the newest.</summary>
    Task<ServiceListing?> ServiceByRoom(string room, CancellationToken cancellation = default);

    /// <summary>Newest first. <paramref name="search"/> matches title and code, any case.</summary>
    Task<ListPage<ServiceListing>> Services(string? cursor, int limit, string? search = null, string? state = null, CancellationToken cancellation = default);

    /// <summary>The services whose WakeAt is after <paramref name="after"/> (null: however long ago) and not after <paramref name="until"/>.</summary>
    Task<ImmutableArray<(string Id, DateTimeOffset At)>> ServicesToWake(DateTimeOffset? after, DateTimeOffset until, CancellationToken cancellation = default);

    Task<ChurchListing?> ChurchByKey(string linkKey, CancellationToken cancellation = default);

    /// <summary>Those of the keys that are some church's, in one look and no particular order; withdrawn ones included.</summary>
    Task<ImmutableArray<ChurchListing>> ChurchesByKey(IReadOnlyCollection<string> linkKeys, CancellationToken cancellation = default);

    /// <summary>By name. <paramref name="search"/> matches name, city and external id, any case.</summary>
    Task<ListPage<ChurchListing>> Churches(string? cursor, int limit, string? search = null, CancellationToken cancellation = default);

    /// <summary>Every church that is not deleted, by name: for imports (no duplicates) and for "expected but absent".</summary>
    Task<ImmutableArray<ChurchListing>> AllChurches(CancellationToken cancellation = default);
}
