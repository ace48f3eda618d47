using System.Text.Json;
using VideoWall.LiveKit.Protocol;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>What we keep of LiveKit's <c>TrackInfo</c> in a webhook.</summary>
struct WebhookTrack
{
    internal string Sid = "";
    internal bool Muted;
    TrackType type;
    TrackSource source;

    public WebhookTrack()
    {
    }

    internal readonly bool IsPicture => SeatRules.IsPicture(type, source);

    /// <summary>Reads the object that the reader has entered.</summary>
    internal static WebhookTrack Read(ref Utf8JsonReader reader)
    {
        var track = new WebhookTrack();
        while (ProtoReader.Next(ref reader))
        {
            if (ProtoReader.Is(ref reader, "sid"u8))
            {
                track.Sid = ProtoReader.Id(ref reader, "track.sid", FieldLimits.Sid);
            }
            else if (ProtoReader.Is(ref reader, "type"u8))
            {
                track.type = (TrackType)ProtoReader.Enum(ref reader, "track.type", EnumNames.TrackTypes);
            }
            else if (ProtoReader.Is(ref reader, "source"u8))
            {
                track.source = (TrackSource)ProtoReader.Enum(ref reader, "track.source", EnumNames.TrackSources);
            }
            else if (ProtoReader.Is(ref reader, "muted"u8))
            {
                track.Muted = ProtoReader.Bool(ref reader, "track.muted");
            }
            else
            {
                reader.Skip();
            }
        }

        return track;
    }
}
