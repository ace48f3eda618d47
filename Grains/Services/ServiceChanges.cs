using System.Collections.Immutable;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Grains.Services;

/// <summary>What a command changed, in the words of the hub's contract: ids of churches, and names of the header's fields.</summary>
static class ServiceChanges
{
    public static ImmutableArray<string> Between(ServiceState before, ServiceState after, IEnumerable<ServiceEvent> events) =>
        [.. events.SelectMany(Churches).Distinct(), .. Fields(RosterHeader.Of(before), RosterHeader.Of(after))];

    static IEnumerable<string> Churches(ServiceEvent happened) => happened switch
    {
        ChurchEvent e => [e.Church.Value],
        SeatsCompacted e => e.Moves.Select(m => m.Church.Value),
        _ => [],
    };

    static IEnumerable<string> Fields(RosterHeader before, RosterHeader after) =>
    [
        .. Name("state", before.State != after.State),
        .. Name("title", before.Title != after.Title),
        .. Name("pageSize", before.PageSize != after.PageSize),
        .. Name("screens", before.Screens != after.Screens),
        .. Name("clock", before.Clock != after.Clock),
        .. Name("pages", before.Pages != after.Pages),
        .. Name("blank", before.Blank != after.Blank),
        .. Name("locked", before.Locked != after.Locked),
        .. Name("spotlight", !before.Spotlight.SequenceEqual(after.Spotlight)),
        .. Name("startsAt", before.StartsAt != after.StartsAt),
    ];

    static IEnumerable<string> Name(string field, bool changed) => changed ? [field] : [];
}
