using System.Collections.Immutable;
using VideoWall.Domain.Presence;
using VideoWall.Grains.Ports;
using VideoWall.WebFront.Simulation;

namespace VideoWall.Silo.Rooms;

/// <summary>The grains' rooms where there is no media server: our own, here or at the silo where they live.</summary>
sealed class SimulatedRooms(LocalRooms local, ISimulationPlace place, IGrainFactory grains) : IRooms
{
    public bool IsConnected => false;

    ISimulatorGrain Elsewhere => grains.GetGrain<ISimulatorGrain>(0);

    public Task<ImmutableArray<ListedParticipant>?> Participants(string room, CancellationToken cancellation = default) =>
        Ask(() => local.Participants(room), there => there.Participants(room));

    public Task<bool> Remove(string room, string identity, CancellationToken cancellation = default) =>
        Reach(() => local.Remove(room, identity), there => there.Remove(room, identity));

    public Task<bool> Mute(string room, string identity, string trackSid, bool muted, CancellationToken cancellation = default) =>
        Reach(() => local.Mute(room, identity, trackSid, muted), there => there.Mute(room, identity, trackSid, muted));

    public Task<bool> Close(string room, CancellationToken cancellation = default) =>
        Reach(() => local.Close(room), there => there.Close(room));

    /// <summary>Whoever is gone already is success.</summary>
    async Task<bool> Reach(Func<bool> here, Func<ISimulatorGrain, Task<bool>> there) => await Ask<bool?>(() => here(), async rooms => await there(rooms)) is not null;

    /// <summary>No answer of a silo that is going is none of its rooms.</summary>
    async Task<T?> Ask<T>(Func<T> here, Func<ISimulatorGrain, Task<T>> there)
    {
        try
        {
            return place.IsHere ? here() : await there(Elsewhere);
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException)
        {
            return default;
        }
    }
}
