using System.Text.Json;

namespace VideoWall.LiveKit.Wire;

/// <summary>What we keep of LiveKit's <c>Room</c>. Its <c>turnPassword</c> is skipped unread.</summary>
struct WireRoom
{
    internal string Sid = "";
    internal string Name = "";
    internal long CreatedMs;

    public WireRoom()
    {
    }

    /// <summary>Reads the object that the reader has entered.</summary>
    internal static WireRoom Read(ref Utf8JsonReader reader)
    {
        var room = new WireRoom();
        long seconds = 0;
        while (ProtoJson.Next(ref reader))
        {
            if (ProtoJson.Is(ref reader, "sid"u8))
            {
                room.Sid = ProtoJson.Id(ref reader, "room.sid", WireLimits.Sid);
            }
            else if (ProtoJson.Is(ref reader, "name"u8))
            {
                room.Name = ProtoJson.Id(ref reader, "room.name", WireLimits.Name);
            }
            else if (ProtoJson.Is(ref reader, "creationTimeMs"u8, "creation_time_ms"u8))
            {
                room.CreatedMs = ProtoJson.Int64(ref reader, "room.creationTimeMs");
            }
            else if (ProtoJson.Is(ref reader, "creationTime"u8, "creation_time"u8))
            {
                seconds = ProtoJson.Int64(ref reader, "room.creationTime");
            }
            else
            {
                reader.Skip();
            }
        }

        room.CreatedMs = room.CreatedMs > 0 ? room.CreatedMs : WireLimits.Milliseconds(seconds);
        return room;
    }
}
