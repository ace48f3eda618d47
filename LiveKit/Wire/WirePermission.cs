using System.Text.Json;

namespace VideoWall.LiveKit.Wire;

/// <summary>What we keep of LiveKit's <c>ParticipantPermission</c>.</summary>
struct WirePermission
{
    internal bool Hidden;
    internal bool Recorder;
    internal bool Agent;

    /// <summary>Reads the value of the property that the reader stands on.</summary>
    internal static WirePermission Read(ref Utf8JsonReader reader)
    {
        var permission = default(WirePermission);
        if (!ProtoJson.Enter(ref reader, "participant.permission"))
        {
            return permission;
        }

        while (ProtoJson.Next(ref reader))
        {
            if (ProtoJson.Is(ref reader, "hidden"u8))
            {
                permission.Hidden = ProtoJson.Bool(ref reader, "permission.hidden");
            }
            else if (ProtoJson.Is(ref reader, "recorder"u8))
            {
                permission.Recorder = ProtoJson.Bool(ref reader, "permission.recorder");
            }
            else if (ProtoJson.Is(ref reader, "agent"u8))
            {
                permission.Agent = ProtoJson.Bool(ref reader, "permission.agent");
            }
            else
            {
                reader.Skip();
            }
        }

        return permission;
    }
}
