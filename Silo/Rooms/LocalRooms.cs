using System.Collections.Immutable;
using VideoWall.Domain.Presence;
using VideoWall.Simulation;

namespace VideoWall.Silo.Rooms;

/// <summary>The rooms of this process where there is no media server: of churches, and of the pages that watch them.</summary>
sealed class LocalRooms(RoomSimulator simulator, DirectPictures pictures)
{
    /// <summary>Pages that watch are there unseen, as in LiveKit.</summary>
    public ImmutableArray<ListedParticipant> Participants(string room) =>
    [
        .. simulator.Participants(room),
        .. pictures.Receivers(room).Select(page => new ListedParticipant(new(page, page, IsSeatable: false), null, false)),
    ];

    public bool Remove(string room, string identity) => simulator.Remove(room, identity) || pictures.Remove(room, identity);

    public bool Mute(string room, string identity, string trackSid, bool muted) => simulator.Mute(room, identity, trackSid, muted);

    public bool Close(string room) => simulator.Close(room);
}
