using VideoWall.Actors;
using VideoWall.Actors.Churches;
using VideoWall.Actors.Services;
using VideoWall.Domain;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains;

/// <summary>The actors of a cluster, wherever in it they are.</summary>
public sealed class ClusterActors(IGrainFactory grains, TimeProvider time) : IActors
{
    readonly Patience patience = new(time);
    readonly WatcherAddresses watchers = new(grains, time);

    public IServiceActor Service(ServiceId id) => new ServiceAddress(grains.GetGrain<IServiceGrain>(id.Value), watchers, patience);

    public IChurchActor Church(ChurchId id) => new ChurchAddress(grains.GetGrain<IChurchGrain>(id.Value), patience);
}
