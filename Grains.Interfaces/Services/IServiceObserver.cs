using System.Collections.Immutable;
using Orleans.Concurrency;
using VideoWall.Domain.Wall;

namespace VideoWall.Grains.Interfaces;

/// <summary>
/// A silo's relay that watches a service. Methods only enqueue. Nobody waits for it: what does not arrive is noticed by
/// the gap it leaves between two deltas.
/// </summary>
public interface IServiceObserver : IGrainObserver
{
    [OneWay]
    Task Changed(RosterDelta delta);

    [OneWay]
    Task WallsChanged(ImmutableArray<WallReport> walls);

    /// <summary>
    /// The grain leaves its silo, and forgets who watches; it is found elsewhere by watching again. Or it has read everything anew,
    /// from an older copy of the database that was put back.
    /// </summary>
    [OneWay]
    Task Moved();
}

/// <summary>How long a grain tells an observer that does not ask again.</summary>
public static class WatchLease
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);
}
