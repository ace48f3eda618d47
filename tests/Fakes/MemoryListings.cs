using System.Collections.Immutable;
using System.Globalization;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Fakes;

/// <summary>Cursors are the number of rows before the page; tests change no list while they leaf through it.</summary>
public sealed class MemoryListings(MemoryStore store) : IListings
{
    public Task<ServiceListing?> ServiceByCode(string code, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => Services().FirstOrDefault(s => s.Code == code)));

    public Task<ServiceListing?> ServiceByRoom(string room, CancellationToken cancellation = default) => Task.FromResult(store.Locked(() =>
        Services().Where(s => s.Room == room).OrderByDescending(s => s.State != "ended").ThenByDescending(s => s.CreatedAt).FirstOrDefault()));

    public Task<ListPage<ServiceListing>> Services(
        string? cursor, int limit, string? search = null, string? state = null, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => Page(
            Services().Where(s => (state is null || s.State == state) && Matches(search, s.Title, s.Code))
                .OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Id, StringComparer.Ordinal),
            cursor, limit)));

    public Task<ImmutableArray<(string Id, DateTimeOffset At)>> ServicesToWake(DateTimeOffset? after, DateTimeOffset until, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => Services().Where(s => (after is null || s.WakeAt > after) && s.WakeAt <= until).Select(s => (s.Id, s.WakeAt!.Value)).ToImmutableArray()));

    public Task<ChurchListing?> ChurchByKey(string linkKey, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => Churches().FirstOrDefault(c => c.LinkKey == linkKey)));

    public Task<ImmutableArray<ChurchListing>> ChurchesByKey(IReadOnlyCollection<string> linkKeys, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => Churches().Where(c => linkKeys.Contains(c.LinkKey)).ToImmutableArray()));

    public Task<ListPage<ChurchListing>> Churches(
        string? cursor, int limit, string? search = null, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => Page(
            Churches().Where(c => Matches(search, c.Name, c.City, c.ExternalId ?? "")), cursor, limit)));

    public Task<ImmutableArray<ChurchListing>> AllChurches(CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => Churches().ToImmutableArray()));

    IEnumerable<ServiceListing> Services() => store.Rows.Values.OfType<ServiceListing>().Where(s => s.State != "deleted");

    IEnumerable<ChurchListing> Churches() => store.Rows.Values.OfType<ChurchListing>().Where(c => !c.Deleted)
        .OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Id, StringComparer.Ordinal);

    static bool Matches(string? search, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (search is null || field.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    static ListPage<T> Page<T>(IEnumerable<T> rows, string? cursor, int limit)
    {
        var skip = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out skip))
        {
            throw new ArgumentException("The cursor is not one that this list gave out; start again without it.", nameof(cursor));
        }
        var all = rows.ToList();
        var next = skip + limit < all.Count ? (skip + limit).ToString(CultureInfo.InvariantCulture) : null;
        return new([.. all.Skip(skip).Take(limit)], next, all.Count);
    }
}
