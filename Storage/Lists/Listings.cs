using System.Collections.Immutable;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Storage.Lists;

internal sealed class Listings(Database database) : IListings
{
    readonly ServiceRows services = new(database);
    readonly ChurchRows churches = new(database);

    public Task<ServiceListing?> ServiceByCode(string code, CancellationToken cancellation = default) =>
        services.ByCode(code, cancellation);

    public Task<ServiceListing?> ServiceByRoom(string room, CancellationToken cancellation = default) =>
        services.ByRoom(room, cancellation);

    public Task<ListPage<ServiceListing>> Services(
        string? cursor, int limit, string? search = null, string? state = null, CancellationToken cancellation = default) =>
        services.Page(cursor, limit, search, state, cancellation);

    public Task<ImmutableArray<(string Id, DateTimeOffset At)>> ServicesToWake(DateTimeOffset? after, DateTimeOffset until, CancellationToken cancellation = default) =>
        services.ToWake(after, until, cancellation);

    public Task<ChurchListing?> ChurchByKey(string linkKey, CancellationToken cancellation = default) =>
        churches.ByKey(linkKey, cancellation);

    public Task<ImmutableArray<ChurchListing>> ChurchesByKey(IReadOnlyCollection<string> linkKeys, CancellationToken cancellation = default) =>
        churches.ByKeys(linkKeys, cancellation);

    public Task<ListPage<ChurchListing>> Churches(
        string? cursor, int limit, string? search = null, CancellationToken cancellation = default) =>
        churches.Page(cursor, limit, search, cancellation);

    public Task<ImmutableArray<ChurchListing>> AllChurches(CancellationToken cancellation = default) =>
        churches.All(cancellation);
}
