using System.Collections.Immutable;
using VideoWall.Domain;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Walls;

/// <summary>How the walls of a service do, for consoles.</summary>
static class WallsJson
{
    public static RawJson Write(ServiceId service, ImmutableArray<WallReport> walls) => RawJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("serviceId", service.Value);
        json.WriteStartArray("walls");
        foreach (var wall in walls)
        {
            json.WriteStartObject();
            json.WriteString("wallId", wall.WallId);
            json.WriteNumber("screen", wall.Screen);
            json.WriteString("since", wall.Since.UtcDateTime);
            json.WriteString("lastBeat", wall.LastBeat.UtcDateTime);
            if (wall.Page is { } page)
            {
                json.WriteNumber("page", page);
            }
            else
            {
                json.WriteNull("page");
            }
            json.WriteNumber("tiles", wall.Tiles);
            json.WriteNumber("frames", wall.Frames);
            json.WriteString("status", wall.Status switch { WallStatus.Ok => "ok", WallStatus.Stalled => "stalled", _ => "gone" });
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });
}

/// <summary>The server's time as hubs tell it.</summary>
static class ServerTime
{
    public static RawJson Json(TimeProvider time) => RawJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("serverTime", time.GetUtcNow().UtcDateTime);
        json.WriteEndObject();
    });
}
