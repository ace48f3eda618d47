using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace VideoWall.LiveKit.Api;

// The requests of livekit.RoomService that we make; names are LiveKit's. Defaults stay out, as in the official SDKs.
sealed record ListParticipantsRequest(string Room);

sealed record RoomParticipantIdentity(string Room, string Identity);

sealed record MuteRoomTrackRequest(string Room, string Identity, string TrackSid, bool Muted);

sealed record ListRoomsRequest(ImmutableArray<string>? Names);

sealed record DeleteRoomRequest(string Room);

/// <param name="Data">Base64 in JSON.</param>
/// <param name="Nonce">16 bytes, for receivers to tell repeats.</param>
sealed record SendDataRequest(
    string Room, byte[] Data, string? Topic, ImmutableArray<string>? DestinationIdentities, byte[] Nonce);

/// <param name="EmptyTimeout">Seconds a room stays that nobody joined; 0 is LiveKit's default.</param>
/// <param name="DepartureTimeout">Seconds a room stays after the last has left; 0 is LiveKit's default.</param>
sealed record CreateRoomRequest(string Name, int EmptyTimeout, int MaxParticipants, string? Metadata, int DepartureTimeout);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ListParticipantsRequest))]
[JsonSerializable(typeof(RoomParticipantIdentity))]
[JsonSerializable(typeof(MuteRoomTrackRequest))]
[JsonSerializable(typeof(ListRoomsRequest))]
[JsonSerializable(typeof(DeleteRoomRequest))]
[JsonSerializable(typeof(SendDataRequest))]
[JsonSerializable(typeof(CreateRoomRequest))]
sealed partial class RequestJson : JsonSerializerContext;
