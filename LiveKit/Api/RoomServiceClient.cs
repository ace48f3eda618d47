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
        string room, CancellationToken cancellation = default) => twirp.Ask(
            "ListParticipants", new ListParticipantsRequest(room), TwirpJson.Default.ListParticipantsRequest,
            tokens.ForRoomAdmin(room), TwirpAnswers.Participants, cancellation);

    /// <summary>Ends a session; whoever is gone already is success. The token that let it in still lets it in again.</summary>
    public async Task<LiveKitAnswer> RemoveParticipant(string room, string identity, CancellationToken cancellation = default) =>
        Gone(await twirp.Ask(
            "RemoveParticipant", new RoomParticipantIdentity(room, identity), TwirpJson.Default.RoomParticipantIdentity,
            tokens.ForRoomAdmin(room), TwirpAnswers.Done, cancellation).ConfigureAwait(false));

    /// <summary>
    /// Mutes a track, or asks to unmute it, which LiveKit refuses (<c>failed_precondition</c>) unless its
    /// <c>room.enable_remote_unmute</c> is on. The answer is whether the track was there.
    /// </summary>
    /// <returns>For an unknown room or identity <c>unavailable</c>, after seconds: it looks passing and is not.</returns>
    public Task<LiveKitAnswer<bool>> MutePublishedTrack(
        string room, string identity, string trackSid, bool muted, CancellationToken cancellation = default) => twirp.Ask(
            "MutePublishedTrack", new MuteRoomTrackRequest(room, identity, trackSid, muted),
            TwirpJson.Default.MuteRoomTrackRequest, tokens.ForRoomAdmin(room), TwirpAnswers.HasTrack, cancellation);

    /// <param name="names">Only these; all rooms when empty.</param>
    public Task<LiveKitAnswer<ImmutableArray<LiveKitRoom>>> ListRooms(
        ImmutableArray<string> names = default, CancellationToken cancellation = default) => twirp.Ask(
            "ListRooms", new ListRoomsRequest(names.IsDefaultOrEmpty ? null : names), TwirpJson.Default.ListRoomsRequest,
            tokens.ForRoomList(), TwirpAnswers.Rooms, cancellation);

    /// <summary>Whether LiveKit is there and believes our keys, as cheaply as it can be asked.</summary>
    public async Task<LiveKitAnswer> Check(CancellationToken cancellation = default) =>
        await ListRooms(["-"], cancellation).ConfigureAwait(false);

    /// <summary>Ends the room for everyone; none there is success. A client with a living token may make it anew.</summary>
    public async Task<LiveKitAnswer> DeleteRoom(string room, CancellationToken cancellation = default) =>
        Gone(await twirp.Ask(
            "DeleteRoom", new DeleteRoomRequest(room), TwirpJson.Default.DeleteRoomRequest,
            tokens.ForRoomCreate(), TwirpAnswers.Done, cancellation).ConfigureAwait(false));

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
        return twirp.Ask(
            "CreateRoom", request, TwirpJson.Default.CreateRoomRequest, tokens.ForRoomCreate(), TwirpAnswers.Room, cancellation);
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
        return await twirp.Ask(
            "SendData", request, TwirpJson.Default.SendDataRequest, tokens.ForRoomAdmin(room), TwirpAnswers.Done, cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Only LiveKit's own word that nothing is there counts; a proxy's 404 does not.</summary>
    static LiveKitAnswer Gone(LiveKitAnswer answer) =>
        answer is { Kind: AnswerKind.Refused, Code: NotFound } ? LiveKitAnswer.Success : answer;
}
