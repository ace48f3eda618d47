using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using VideoWall.Domain.Presence;
using VideoWall.LiveKit.Protocol;

namespace VideoWall.LiveKit.Api;

// What we keep of livekit.RoomService's answers; names are LiveKit's. It answers in snake_case with defaults written; fields
// of several words are taken in camelCase too. Each `To…` throws a JsonException for what cannot be LiveKit's.

/// <summary>Whatever is in it: an object. A proxy's page is not LiveKit's word.</summary>
sealed class EmptyResponse;

sealed class ListParticipantsResponse
{
    /// <summary>LiveKit writes the empty list out: an object without it is somebody else's, and must not empty a wall.</summary>
    [JsonRequired]
    public ImmutableArray<ParticipantInfo?>? Participants { get; set; }

    /// <summary>
    /// Everyone with a session: also those who are still connecting, since LiveKit's list lags and a participant that it
    /// shows as JOINING may be live already.
    /// </summary>
    internal ImmutableArray<ListedParticipant> ToListed() =>
        [.. Each.Of(Participants).Select(p => p.ToListed()).OfType<ListedParticipant>()];
}

sealed class ListRoomsResponse
{
    public ImmutableArray<Room?>? Rooms { get; set; }

    internal ImmutableArray<LiveKitRoom> ToRooms() => [.. Each.Of(Rooms).Select(r => r.ToRoom())];
}

sealed class MuteRoomTrackResponse
{
    /// <summary>Null when the track that was to be muted is not there.</summary>
    public TrackInfo? Track { get; set; }

    internal bool HasTrack => Track?.CheckedSid.Length > 0;
}

sealed class Room
{
    public string? Sid { get; set; }

    public string? Name { get; set; }

    /// <summary>Unix seconds; older servers give only these.</summary>
    public long CreationTime { get; set; }

    public long CreationTimeMs { get; set; }

    [JsonPropertyName("creationTime")]
    public long CamelCreationTime { get => CreationTime; set => CreationTime = value; }

    [JsonPropertyName("creationTimeMs")]
    public long CamelCreationTimeMs { get => CreationTimeMs; set => CreationTimeMs = value; }

    internal LiveKitRoom ToRoom() => ProtoValues.Id(Sid, "room.sid", FieldLimits.Sid) is { Length: > 0 } sid
        ? new LiveKitRoom(
            sid, ProtoValues.Id(Name, "room.name", FieldLimits.Name), ProtoTime.Milliseconds(CreationTimeMs, CreationTime))
        : throw new JsonException("room.sid is missing");
}

sealed class ParticipantInfo
{
    public string? Sid { get; set; }

    public string? Identity { get; set; }

    public string? Name { get; set; }

    /// <summary>Unix seconds; older servers give only these.</summary>
    public long JoinedAt { get; set; }

    public long JoinedAtMs { get; set; }

    [JsonPropertyName("joinedAt")]
    public long CamelJoinedAt { get => JoinedAt; set => JoinedAt = value; }

    [JsonPropertyName("joinedAtMs")]
    public long CamelJoinedAtMs { get => JoinedAtMs; set => JoinedAtMs = value; }

    public ParticipantKind Kind { get; set; }

    public ParticipantState State { get; set; }

    public ParticipantPermission? Permission { get; set; }

    public ParticipantAttributes? Attributes { get; set; }

    public string? Metadata { get; set; }

    public ImmutableArray<TrackInfo?>? Tracks { get; set; }

    /// <summary>Null when the session is over already, or names nobody.</summary>
    internal ListedParticipant? ToListed()
    {
        var sid = ProtoValues.Id(Sid, "participant.sid", FieldLimits.Sid);
        var identity = ProtoValues.Id(Identity, "participant.identity", FieldLimits.Name);
        var picture = Each.Of(Tracks).MaxBy(t => t.Rank); // the first of equals
        if (State == ParticipantState.Disconnected || sid.Length == 0 || identity.Length == 0)
        {
            return null;
        }

        var city = City.Clean(Attributes?.City) ?? City.OfMetadata(Encoding.UTF8.GetBytes(Metadata ?? ""));
        var isSeatable = SeatRules.IsSeatable(Kind, identity, Permission is { IsHelper: true });
        var who = new SignalParticipant(
            sid, identity, Text.Line(Name ?? "", FieldLimits.Name), ProtoTime.Milliseconds(JoinedAtMs, JoinedAt), isSeatable, city);
        return picture is { Rank: > 0 } shown
            ? new ListedParticipant(who, shown.Sid, shown.Muted)
            : new ListedParticipant(who, null, false);
    }
}

sealed class ParticipantPermission
{
    public bool Hidden { get; set; }

    public bool Recorder { get; set; }

    public bool Agent { get; set; }

    [JsonIgnore]
    internal bool IsHelper => Hidden || Recorder || Agent;
}

/// <summary>The one attribute that we know.</summary>
sealed class ParticipantAttributes
{
    public string? City { get; set; }
}

sealed class TrackInfo
{
    public string? Sid { get; set; }

    public TrackType Type { get; set; }

    public TrackSource Source { get; set; }

    public bool Muted { get; set; }

    internal string CheckedSid => ProtoValues.Id(Sid, "track.sid", FieldLimits.Sid);

    /// <summary>One picture a church: a camera before any other video, one that is not muted before one that is; 0 is none.</summary>
    internal int Rank => CheckedSid.Length == 0 || !SeatRules.IsPicture(Type, Source) ? 0
        : 1 + (Source == TrackSource.Camera ? 2 : 0) + (Muted ? 0 : 1);
}

static class Each
{
    /// <summary>None when the list is null, as proto3 JSON may write it; null is no element.</summary>
    internal static IEnumerable<T> Of<T>(ImmutableArray<T?>? list)
        where T : class =>
        (list ?? []).Select(e => e ?? throw new JsonException("null in a list"));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(ProtoInt64Converter), typeof(ProtoBoolConverter), typeof(ParticipantKindConverter), typeof(ParticipantStateConverter),
        typeof(TrackTypeConverter), typeof(TrackSourceConverter),
    ])]
[JsonSerializable(typeof(EmptyResponse))]
[JsonSerializable(typeof(ListParticipantsResponse))]
[JsonSerializable(typeof(ListRoomsResponse))]
[JsonSerializable(typeof(MuteRoomTrackResponse))]
[JsonSerializable(typeof(Room))]
sealed partial class ResponseJson : JsonSerializerContext;
