using System.Collections.Immutable;
using VideoWall.Domain.Presence;
using VideoWall.Grains.Ports;
using VideoWall.LiveKit.Api;

namespace VideoWall.Silo.Rooms;

/// <summary>The grains' rooms on a real LiveKit server. A call that fails says so; nobody takes it for an empty room.</summary>
sealed partial class LiveKitRooms(RoomServiceClient client, ILogger<LiveKitRooms> log) : IRooms
{
    /// <summary>LiveKit's own setting (<c>room.enable_remote_unmute</c>), and a word against nobody: our pages unmute themselves.</summary>
    const string RemoteUnmuteIsOff = "failed_precondition";

    public bool IsConnected => true;

    public async Task<ImmutableArray<ListedParticipant>?> Participants(string room, CancellationToken cancellation = default)
    {
        var answer = await client.ListParticipants(room, cancellation);
        return Report(answer, "list", room) && answer.TryGet(out var listed) ? listed : null;
    }

    public async Task<bool> Remove(string room, string identity, CancellationToken cancellation = default) =>
        Report(await client.RemoveParticipant(room, identity, cancellation), "remove", room);

    public async Task<bool> Mute(string room, string identity, string trackSid, bool muted, CancellationToken cancellation = default)
    {
        var answer = await client.MutePublishedTrack(room, identity, trackSid, muted, cancellation);
        return (!muted && answer.Code == RemoteUnmuteIsOff) || Report(answer, muted ? "mute" : "unmute", room);
    }

    public async Task<bool> Close(string room, CancellationToken cancellation = default) =>
        Report(await client.DeleteRoom(room, cancellation), "close", room);

    bool Report(LiveKitAnswer answer, string call, string room)
    {
        if (!answer.IsSuccess)
        {
            Failed(log, call, room, answer.Kind, answer.Message);
        }
        return answer.IsSuccess;
    }

    [LoggerMessage(2201, LogLevel.Warning, "LiveKit did not do '{Call}' for room {Room}: {Kind} {Reason}")]
    static partial void Failed(ILogger log, string call, string room, AnswerKind kind, string reason);
}
