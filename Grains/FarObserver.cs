using System.Collections.Immutable;
using VideoWall.Actors.Services;
using VideoWall.Domain.Wall;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains;

/// <summary>A web node somewhere in the cluster, as the actor tells it. Two of one address are one.</summary>
sealed record FarObserver(IServiceWatcher Watcher) : IServiceObserver
{
    public Task Changed(RosterDelta delta) => Watcher.Changed(delta);

    public Task WallsChanged(ImmutableArray<WallReport> walls) => Watcher.WallsChanged(walls);

    public Task Moved() => Watcher.Moved();
}

/// <summary>A web node of this process, as the cluster calls it.</summary>
sealed class NearWatcher(IServiceObserver observer) : IServiceWatcher
{
    public Task Changed(RosterDelta delta) => observer.Changed(delta);

    public Task WallsChanged(ImmutableArray<WallReport> walls) => observer.WallsChanged(walls);

    public Task Moved() => observer.Moved();
}
