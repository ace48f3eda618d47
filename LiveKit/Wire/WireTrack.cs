using System.Text.Json;

namespace VideoWall.LiveKit.Wire;

/// <summary>What we keep of LiveKit's <c>TrackInfo</c>.</summary>
struct WireTrack
{
    const int Video = 1;
    const int Camera = 1;
    const int ScreenShare = 3;

    static readonly string[] Types = ["AUDIO", "VIDEO", "DATA"];
    static readonly string[] Sources = ["UNKNOWN", "CAMERA", "MICROPHONE", "SCREEN_SHARE", "SCREEN_SHARE_AUDIO"];

    internal string Sid = "";
    internal bool Muted;
    int type;
    int source;

    public WireTrack()
    {
    }

    /// <summary>A picture for the wall: a video that is no screen share. No type at all means AUDIO (omitted default).</summary>
    internal readonly bool IsPicture => type == Video && source != ScreenShare;

    internal readonly bool IsCamera => IsPicture && source == Camera;

    /// <summary>Reads the object that the reader has entered.</summary>
    internal static WireTrack Read(ref Utf8JsonReader reader)
    {
        var track = new WireTrack();
        while (ProtoJson.Next(ref reader))
        {
            if (ProtoJson.Is(ref reader, "sid"u8))
            {
                track.Sid = ProtoJson.Id(ref reader, "track.sid", WireLimits.Sid);
            }
            else if (ProtoJson.Is(ref reader, "type"u8))
            {
                track.type = ProtoJson.Enum(ref reader, "track.type", Types);
            }
            else if (ProtoJson.Is(ref reader, "source"u8))
            {
                track.source = ProtoJson.Enum(ref reader, "track.source", Sources);
            }
            else if (ProtoJson.Is(ref reader, "muted"u8))
            {
                track.Muted = ProtoJson.Bool(ref reader, "track.muted");
            }
            else
            {
                reader.Skip();
            }
        }

        return track;
    }
}
