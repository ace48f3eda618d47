using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace VideoWall.Simulation;

// LiveKit's webhooks as recorded: proto3 JSON in camelCase, defaults left out, int64 as text. Field order as there.
sealed record WebhookMessage(
    string Event, RoomInfo Room, ParticipantInfo? Participant, TrackInfo? Track, string Id, string CreatedAt);

/// <summary>Track events carry the sid and the name only.</summary>
sealed record RoomInfo(string Sid, string Name)
{
    public int EmptyTimeout { get; init; }

    public int DepartureTimeout { get; init; }

    public string? CreationTime { get; init; }

    public string? CreationTimeMs { get; init; }

    public string? TurnPassword { get; init; }

    public ImmutableArray<CodecInfo>? EnabledCodecs { get; init; }
}

sealed record CodecInfo(string Mime);

/// <summary>Track events carry the sid and the identity only.</summary>
sealed record ParticipantInfo(string Sid, string Identity)
{
    public string? State { get; init; }

    public string? JoinedAt { get; init; }

    public string? JoinedAtMs { get; init; }

    public string? Name { get; init; }

    public int Version { get; init; }

    public PermissionInfo? Permission { get; init; }

    public bool IsPublisher { get; init; }

    public ImmutableDictionary<string, string>? Attributes { get; init; }

    public string? DisconnectReason { get; init; }

    public int ClientProtocol { get; init; }

    public ImmutableArray<string>? Capabilities { get; init; }
}

sealed record PermissionInfo(bool CanSubscribe, bool CanPublish, ImmutableArray<string>? CanPublishSources, bool Hidden);

sealed record TrackInfo(string Sid, string Type, int Width, int Height, string Source)
{
    public ImmutableArray<LayerInfo> Layers { get; init; }

    public string? MimeType { get; init; }

    public string? Mid { get; init; }

    public ImmutableArray<TrackCodecInfo> Codecs { get; init; }

    public string? Stream { get; init; }

    public TrackVersion? Version { get; init; }
}

sealed record LayerInfo(int Width, int Height, int Bitrate, long Ssrc);

sealed record TrackCodecInfo(string MimeType, string Mid, string Cid, ImmutableArray<LayerInfo> Layers, string VideoLayerMode);

sealed record TrackVersion(string UnixMicro);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(WebhookMessage))]
sealed partial class WebhookJson : JsonSerializerContext;
