using System.Collections.Immutable;
using VideoWall.Domain.Presence;
using VideoWall.Grains.Ports;
using VideoWall.Simulation;
using VideoWall.WebFront.Simulation;

namespace VideoWall.Silo.Rooms;

/// <summary>The grains' rooms where there is no media server: those of the simulator.</summary>
sealed class SimulatedRooms(RoomSimulator simulator, DirectPictures pictures, ISimulationPlace place) : IRooms
{
    public bool IsConnected => false;

    public Task<ImmutableArray<ListedParticipant>?> Participants(string room, CancellationToken cancellation = default) =>
        Task.FromResult<ImmutableArray<ListedParticipant>?>(place.IsHere ? simulator.Participants(room) : null);

    public Task<bool> Remove(string room, string identity, CancellationToken cancellation = default)
    {
        _ = simulator.Remove(room, identity) || pictures.Remove(room, identity);
        return Task.FromResult(true);
    }

    public Task<bool> Mute(string room, string identity, string trackSid, bool muted, CancellationToken cancellation = default)
    {
        simulator.Mute(room, identity, trackSid, muted);
        return Task.FromResult(true);
    }

    public Task<bool> Close(string room, CancellationToken cancellation = default)
    {
        simulator.Close(room);
        return Task.FromResult(true);
    }
}
