using System.Text.Json;
using VideoWall.LiveKit.Protocol;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>What we keep of LiveKit's <c>Room</c> in a webhook. Its <c>turnPassword</c> is skipped unread.</summary>
struct WebhookRoom
{
    internal string Sid = "";
    internal string Name = "";
    internal long CreatedMs;

    public WebhookRoom()
    {
    }

    /// <summary>Reads the object that the reader has entered.</summary>
    internal static WebhookRoom Read(ref Utf8JsonReader reader)
    {
        var room = new WebhookRoom();
        long milliseconds = 0, seconds = 0;
        while (ProtoReader.Next(ref reader))
        {
            if (ProtoReader.Is(ref reader, "sid"u8))
            {
                room.Sid = ProtoReader.Id(ref reader, "room.sid", FieldLimits.Sid);
            }
            else if (ProtoReader.Is(ref reader, "name"u8))
            {
                room.Name = ProtoReader.Id(ref reader, "room.name", FieldLimits.Name);
            }
            else if (ProtoReader.Is(ref reader, "creationTimeMs"u8, "creation_time_ms"u8))
            {
                milliseconds = ProtoReader.Int64(ref reader, "room.creationTimeMs");
            }
            else if (ProtoReader.Is(ref reader, "creationTime"u8, "creation_time"u8))
            {
                seconds = ProtoReader.Int64(ref reader, "room.creationTime");
            }
            else
            {
                reader.Skip();
            }
        }

        room.CreatedMs = ProtoTime.Milliseconds(milliseconds, seconds);
        return room;
    }
}
