using System.Collections.Immutable;
using VideoWall.Domain.Presence;

namespace VideoWall.Grains.Ports;

/// <summary>What a grain asks of LiveKit, or of the simulation that stands in for it.</summary>
public interface IRooms
{
    /// <summary>False where there is no media server: there is no list to reconcile with.</summary>
    bool IsConnected { get; }

    /// <summary>Everyone in the room, hidden ones included; null when LiveKit did not answer ("unknown", never "empty").</summary>
    Task<ImmutableArray<ListedParticipant>?> Participants(string room, CancellationToken cancellation = default);

    /// <summary>Ends the participant's session; gone already is success. False: LiveKit did not answer.</summary>
    Task<bool> Remove(string room, string identity, CancellationToken cancellation = default);

    /// <summary>
    /// Mutes a track, or unmutes it. LiveKit refuses to unmute from outside unless it is told to allow it; a church's page
    /// then does it by itself. False: LiveKit did not answer.
    /// </summary>
    Task<bool> Mute(string room, string identity, string trackSid, bool muted, CancellationToken cancellation = default);

    /// <summary>Closes the room for everyone; none there is success. False: LiveKit did not answer.</summary>
    Task<bool> Close(string room, CancellationToken cancellation = default);
}
