using System.Collections.Immutable;
using Orleans.Concurrency;
using VideoWall.Actors.Churches;
using VideoWall.Actors.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Grains.Interfaces;

/// <summary>A service's address in the cluster: its id.</summary>
public interface IServiceGrain : IServiceActor<IServiceWatcher>, IGrainWithStringKey;

/// <summary>A church's address in the cluster: its id.</summary>
public interface IChurchGrain : IChurchActor, IGrainWithStringKey;

/// <summary>
/// A web node that watches, as grains address it. Nobody waits for it: what does not arrive is noticed by the gap it
/// leaves between two deltas.
/// </summary>
public interface IServiceWatcher : IGrainObserver
{
    /// <inheritdoc cref="IServiceObserver.Changed"/>
    [OneWay]
    Task Changed(RosterDelta delta);

    /// <inheritdoc cref="IServiceObserver.WallsChanged"/>
    [OneWay]
    Task WallsChanged(ImmutableArray<WallReport> walls);

    /// <inheritdoc cref="IServiceObserver.Moved"/>
    [OneWay]
    Task Moved();
}
