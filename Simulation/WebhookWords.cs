using System.Collections.Immutable;
using System.Globalization;

namespace VideoWall.Simulation;

/// <summary>Puts the state of a simulated room into LiveKit's words.</summary>
sealed class WebhookWords(Sids sids, TimeProvider time)
{
    const string Vp8 = "video/VP8";

    static readonly ImmutableArray<CodecInfo> Codecs =
        [.. new[]
        {
            "audio/PCMU", "audio/PCMA", "audio/opus", "audio/red",
            Vp8, "video/H264", "video/VP9", "video/AV1", "video/H265", "video/rtx",
        }.Select(mime => new CodecInfo(mime))];

    static readonly PermissionInfo Church = new(false, true, ["CAMERA"], false);
    static readonly PermissionInfo Watcher = new(true, false, null, true);

    internal WebhookMessage Message(string name, RoomInfo room, ParticipantInfo? who, TrackInfo? track) =>
        new(name, room, who, track, sids.Event(), Text(time.GetUtcNow().ToUnixTimeSeconds()));

    /// <summary>A room with LiveKit's default timeouts, in seconds.</summary>
    internal RoomInfo Room(string name)
    {
        var now = time.GetUtcNow();
        return new RoomInfo(sids.Room(), name)
        {
            EmptyTimeout = 300,
            DepartureTimeout = 20,
            CreationTime = Text(now.ToUnixTimeSeconds()),
            CreationTimeMs = Text(now.ToUnixTimeMilliseconds()),
            TurnPassword = sids.Password(),
            EnabledCodecs = Codecs,
        };
    }

    internal static ParticipantInfo Participant(SimulatedSession session) => new(session.Sid, session.Who.Identity)
    {
        State = session.Reason is null ? "ACTIVE" : "DISCONNECTED",
        JoinedAt = Text(session.JoinedAtMs / 1000),
        JoinedAtMs = Text(session.JoinedAtMs),
        Name = session.Who.Name.Length > 0 ? session.Who.Name : null,
        Version = session.Version,
        Permission = session.Who.Hidden ? Watcher : Church,
        IsPublisher = session.HasPublished,
        Attributes = session.Who.City is { } city ? ImmutableDictionary<string, string>.Empty.Add("city", city) : null,
        DisconnectReason = session.Reason,
        ClientProtocol = 2,
        Capabilities = ["CAP_COMPRESSION_DEFLATE_RAW"],
    };

    /// <summary>The small picture that our church page sends: 240 by 180, one layer.</summary>
    internal TrackInfo Camera(bool drawn)
    {
        ImmutableArray<LayerInfo> layers = [new LayerInfo(240, 180, 70_000, sids.Ssrc())];
        var micros = time.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
        return new TrackInfo(drawn ? sids.DrawnTrack() : sids.VideoTrack(), "VIDEO", 240, 180, "CAMERA")
        {
            Layers = layers,
            MimeType = Vp8,
            Mid = "7",
            Codecs = [new TrackCodecInfo(Vp8, "7", sids.ClientId(), layers, "ONE_SPATIAL_LAYER_PER_STREAM")],
            Stream = "camera",
            Version = new TrackVersion(Text(micros)),
        };
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
