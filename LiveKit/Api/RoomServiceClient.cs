using System.Collections.Immutable;
using System.Security.Cryptography;
using VideoWall.Domain.Presence;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.LiveKit.Api;

/// <summary>
/// LiveKit's RoomService. Each call carries a token of its own with the one grant it needs, since <c>roomAdmin</c> is
/// good for one room only. Nothing is retried here: whoever asks knows whether it still matters.
/// </summary>
/// <exception cref="OperationCanceledException">Of every call, when the caller gives up.</exception>
public sealed class RoomServiceClient(HttpClient http, LiveKitAddress address, AccessTokens tokens, TimeProvider time)
{
    const string NotFound = "not_found";

    readonly TwirpClient twirp = new(http, address, time);

    /// <summary>Everyone in the room, hidden ones included. A room that does not exist is empty, says LiveKit.</summary>
    public Task<LiveKitAnswer<ImmutableArray<ListedParticipant>>> ListParticipants(
        string room, CancellationToken cancellation = default) => twirp.Call(
            "ListParticipants", new ListParticipantsRequest(room), RequestJson.Default.ListParticipantsRequest,
            ResponseJson.Default.ListParticipantsResponse, r => r.ToListed(), tokens.ForRoomAdmin(room), cancellation);

    /// <summary>Ends a session; whoever is gone already is success. The token that let it in still lets it in again.</summary>
    public async Task<LiveKitAnswer> RemoveParticipant(string room, string identity, CancellationToken cancellation = default) =>
        Gone(await twirp.Call(
            "RemoveParticipant", new RoomParticipantIdentity(room, identity), RequestJson.Default.RoomParticipantIdentity,
            ResponseJson.Default.EmptyResponse, Done, tokens.ForRoomAdmin(room), cancellation).ConfigureAwait(false));

    /// <summary>
    /// Mutes a track, or asks to unmute it, which LiveKit refuses (<c>failed_precondition</c>) unless its
    /// <c>room.enable_remote_unmute</c> is on. The answer is whether the track was there.
    /// </summary>
    /// <returns>For an unknown room or identity <c>unavailable</c>, after seconds: it looks passing and is not.</returns>
    public Task<LiveKitAnswer<bool>> MutePublishedTrack(
        string room, string identity, string trackSid, bool muted, CancellationToken cancellation = default) => twirp.Call(
            "MutePublishedTrack", new MuteRoomTrackRequest(room, identity, trackSid, muted), RequestJson.Default.MuteRoomTrackRequest,
            ResponseJson.Default.MuteRoomTrackResponse, r => r.HasTrack, tokens.ForRoomAdmin(room), cancellation);

    /// <param name="names">Only these; all rooms when empty.</param>
    public Task<LiveKitAnswer<ImmutableArray<LiveKitRoom>>> ListRooms(
        ImmutableArray<string> names = default, CancellationToken cancellation = default) => twirp.Call(
            "ListRooms", new ListRoomsRequest(names.IsDefaultOrEmpty ? null : names), RequestJson.Default.ListRoomsRequest,
            ResponseJson.Default.ListRoomsResponse, r => r.ToRooms(), tokens.ForRoomList(), cancellation);

    /// <summary>Whether LiveKit is there and believes our keys, as cheaply as it can be asked.</summary>
    public async Task<LiveKitAnswer> Check(CancellationToken cancellation = default) =>
        await ListRooms(["-"], cancellation).ConfigureAwait(false);

    /// <summary>Ends the room for everyone; none there is success. A client with a living token may make it anew.</summary>
    public async Task<LiveKitAnswer> DeleteRoom(string room, CancellationToken cancellation = default) =>
        Gone(await twirp.Call(
            "DeleteRoom", new DeleteRoomRequest(room), RequestJson.Default.DeleteRoomRequest,
            ResponseJson.Default.EmptyResponse, Done, tokens.ForRoomCreate(), cancellation).ConfigureAwait(false));

    /// <summary>Makes a room, or returns the one of that name as it is.</summary>
    /// <param name="emptyTimeout">How long it stays while nobody has joined; LiveKit's default (5 minutes) when zero.</param>
    /// <param name="departureTimeout">How long it stays after the last has left; LiveKit's default (20 s) when zero.</param>
    public Task<LiveKitAnswer<LiveKitRoom>> CreateRoom(
        string room,
        TimeSpan emptyTimeout = default,
        TimeSpan departureTimeout = default,
        int maxParticipants = 0,
        string? metadata = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(room); // LiveKit would make a room without a name
        var request = new CreateRoomRequest(
            room, (int)emptyTimeout.TotalSeconds, maxParticipants, metadata, (int)departureTimeout.TotalSeconds);
        return twirp.Call(
            "CreateRoom", request, RequestJson.Default.CreateRoomRequest,
            ResponseJson.Default.Room, r => r.ToRoom(), tokens.ForRoomCreate(), cancellation);
    }

    /// <summary>Sends a reliable data message to some participants, or to all when none is named.</summary>
    /// <returns>For an unknown room <c>unavailable</c>, after seconds: it looks passing and is not.</returns>
    public async Task<LiveKitAnswer> SendData(
        string room,
        ReadOnlyMemory<byte> data,
        string? topic = null,
        ImmutableArray<string> identities = default,
        CancellationToken cancellation = default)
    {
        var request = new SendDataRequest(
            room, data.ToArray(), topic, identities.IsDefaultOrEmpty ? null : identities, RandomNumberGenerator.GetBytes(16));
        return await twirp.Call(
            "SendData", request, RequestJson.Default.SendDataRequest,
            ResponseJson.Default.EmptyResponse, Done, tokens.ForRoomAdmin(room), cancellation).ConfigureAwait(false);
    }

    static bool Done(EmptyResponse response) => true;

    /// <summary>Only LiveKit's own word that nothing is there counts; a proxy's 404 does not.</summary>
    static LiveKitAnswer Gone(LiveKitAnswer answer) =>
        answer is { Kind: AnswerKind.Refused, Code: NotFound } ? LiveKitAnswer.Success : answer;
}
