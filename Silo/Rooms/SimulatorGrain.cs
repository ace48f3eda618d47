using System.Collections.Immutable;
using Orleans.Placement;
using Orleans.Runtime.Placement;
using VideoWall.Domain.Presence;
using VideoWall.Grains.Waking;
using VideoWall.WebFront.Simulation;

namespace VideoWall.Silo.Rooms;

/// <summary>The simulated rooms of a cluster, for grains that live at another silo than they do.</summary>
public interface ISimulatorGrain : IGrainWithIntegerKey
{
    /// <summary>Null when they are not here either: while silos come and go, and beside one of an earlier version. Unknown is not empty.</summary>
    Task<ImmutableArray<ListedParticipant>?> Participants(string room);

    Task<bool> Remove(string room, string identity);

    Task<bool> Mute(string room, string identity, string trackSid, bool muted);

    Task<bool> Close(string room);
}

/// <inheritdoc/>
[GrainType("simulator")]
[AtEldest]
sealed class SimulatorGrain(LocalRooms local, ISimulationPlace place) : Grain, ISimulatorGrain
{
    public Task<ImmutableArray<ListedParticipant>?> Participants(string room) =>
        Task.FromResult<ImmutableArray<ListedParticipant>?>(place.IsHere ? local.Participants(room) : null);

    public Task<bool> Remove(string room, string identity) => Task.FromResult(local.Remove(room, identity));

    public Task<bool> Mute(string room, string identity, string trackSid, bool muted) => Task.FromResult(local.Mute(room, identity, trackSid, muted));

    public Task<bool> Close(string room) => Task.FromResult(local.Close(room));
}

/// <summary>Places a grain where the simulated rooms live (<see cref="Cluster.ClusterHealth.IsHere"/>).</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class AtEldestAttribute() : PlacementAttribute(new AtEldest());

[GenerateSerializer]
[Immutable]
[SuppressReferenceTracking]
sealed class AtEldest : PlacementStrategy;

sealed class AtEldestDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(WakeService.Eldest(context.GetCompatibleSilos(target)) ?? context.LocalSilo);
}
