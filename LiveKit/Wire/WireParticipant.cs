using System.Text.Json;
using VideoWall.Domain;
using VideoWall.Domain.Presence;

namespace VideoWall.LiveKit.Wire;

/// <summary>What we keep of LiveKit's <c>ParticipantInfo</c>.</summary>
struct WireParticipant
{
    const int Disconnected = 3;

    // ParticipantInfo.Kind of livekit/protocol; 5 and 6 are reserved there.
    static readonly string[] Kinds =
        ["STANDARD", "INGRESS", "EGRESS", "SIP", "AGENT", "", "", "CONNECTOR", "BRIDGE"];

    static readonly string[] States = ["JOINING", "JOINED", "ACTIVE", "DISCONNECTED"];

    internal string Sid = "";
    internal string Identity = "";

    string name = "";
    string? city;
    long joinedMs;
    int kind;
    int state;
    WirePermission permission;
    WireTrack picture = new();

    public WireParticipant()
    {
    }

    /// <summary>Whether the session is over already.</summary>
    internal readonly bool IsGone => state == Disconnected;

    /// <summary>
    /// People's cameras, by whatever way they come in, and nobody who only watches, records or runs by itself.
    /// A kind that we do not know is no church.
    /// </summary>
    readonly bool IsSeatable => Kinds.ElementAtOrDefault(kind) is "STANDARD" or "INGRESS" or "SIP" or "CONNECTOR" or "BRIDGE"
        && !permission.Hidden && !permission.Recorder && !permission.Agent
        && !Identity.StartsWith(Identities.Wall, StringComparison.Ordinal);

    internal readonly SignalParticipant ToSignal() => new(Sid, Identity, name, joinedMs, IsSeatable, city);

    internal readonly ListedParticipant ToListed() =>
        new(ToSignal(), picture.IsPicture ? picture.Sid : null, picture.IsPicture && picture.Muted);

    /// <summary>Reads the object that the reader has entered.</summary>
    internal static WireParticipant Read(ref Utf8JsonReader reader)
    {
        var who = new WireParticipant();
        string? attribute = null, metadata = null;
        long seconds = 0;
        while (ProtoJson.Next(ref reader))
        {
            if (ProtoJson.Is(ref reader, "sid"u8))
            {
                who.Sid = ProtoJson.Id(ref reader, "participant.sid", WireLimits.Sid);
            }
            else if (ProtoJson.Is(ref reader, "identity"u8))
            {
                who.Identity = ProtoJson.Id(ref reader, "participant.identity", WireLimits.Name);
            }
            else if (ProtoJson.Is(ref reader, "name"u8))
            {
                who.name = ProtoJson.Line(ref reader, "participant.name", WireLimits.Name);
            }
            else if (ProtoJson.Is(ref reader, "joinedAtMs"u8, "joined_at_ms"u8))
            {
                who.joinedMs = ProtoJson.Int64(ref reader, "participant.joinedAtMs");
            }
            else if (ProtoJson.Is(ref reader, "joinedAt"u8, "joined_at"u8))
            {
                seconds = ProtoJson.Int64(ref reader, "participant.joinedAt");
            }
            else if (ProtoJson.Is(ref reader, "kind"u8))
            {
                who.kind = ProtoJson.Enum(ref reader, "participant.kind", Kinds);
            }
            else if (ProtoJson.Is(ref reader, "state"u8))
            {
                who.state = ProtoJson.Enum(ref reader, "participant.state", States);
            }
            else if (ProtoJson.Is(ref reader, "permission"u8))
            {
                who.permission = WirePermission.Read(ref reader);
            }
            else if (ProtoJson.Is(ref reader, "attributes"u8))
            {
                attribute = WireCity.OfAttributes(ref reader);
            }
            else if (ProtoJson.Is(ref reader, "metadata"u8))
            {
                metadata = WireCity.OfMetadata(ref reader);
            }
            else if (ProtoJson.Is(ref reader, "tracks"u8))
            {
                who.ReadTracks(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        who.city = attribute ?? metadata;
        who.joinedMs = who.joinedMs > 0 ? who.joinedMs : WireLimits.Milliseconds(seconds);
        return who;
    }

    /// <summary>One picture a church: a camera before any other video, one that is not muted before one that is.</summary>
    void ReadTracks(ref Utf8JsonReader reader)
    {
        if (!ProtoJson.EnterArray(ref reader, "participant.tracks"))
        {
            return;
        }

        while (ProtoJson.NextElement(ref reader, "participant.tracks"))
        {
            var track = WireTrack.Read(ref reader);
            if (Rank(track) > Rank(picture))
            {
                picture = track;
            }
        }
    }

    static int Rank(in WireTrack track) =>
        !track.IsPicture || track.Sid.Length == 0 ? 0 : 1 + (track.IsCamera ? 2 : 0) + (track.Muted ? 0 : 1);
}
