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
