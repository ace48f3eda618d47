using VideoWall.Domain.Wall;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// The snapshots of one service's roster, written once for all pages that open before it changes. After a restart that is
/// all of them at once, and a roster of a thousand churches takes half a millisecond and half a megabyte to write.
/// </summary>
sealed class SnapshotCache
{
    readonly Dictionary<PageAudience, RawJson> written = [];
    RosterView? roster;

    /// <summary>What a page may see of the roster as it is now.</summary>
    public RawJson Of(RosterView current, PageAudience audience, string? epoch, DateTimeOffset serverTime)
    {
        if (!ReferenceEquals(roster, current))
        {
            roster = current;
            written.Clear();
        }
        if (!written.TryGetValue(audience, out var members))
        {
            written[audience] = members = RosterJson.Members(audience == PageAudience.Wall ? current.ForWalls() : current);
        }
        return RosterJson.Snapshot(current, epoch, serverTime, members);
    }
}
