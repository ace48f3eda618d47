using System.Collections.Immutable;
using VideoWall.Domain.Presence;
using VideoWall.Grains.Ports;

namespace VideoWall.Fakes;

/// <summary>No media server.</summary>
public sealed class NoRooms : IRooms
{
    public bool IsConnected => false;

    public Task<ImmutableArray<ListedParticipant>?> Participants(string room, CancellationToken cancellation = default) =>
        Task.FromResult<ImmutableArray<ListedParticipant>?>(null);

    public Task<bool> Remove(string room, string identity, CancellationToken cancellation = default) => Task.FromResult(false);

    public Task<bool> Mute(string room, string identity, string trackSid, bool muted, CancellationToken cancellation = default) => Task.FromResult(false);

    public Task<bool> Close(string room, CancellationToken cancellation = default) => Task.FromResult(false);
}
