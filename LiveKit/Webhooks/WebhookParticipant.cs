using System.Text.Json;
using VideoWall.Domain.Presence;
using VideoWall.LiveKit.Protocol;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>What we keep of LiveKit's <c>ParticipantInfo</c> in a webhook.</summary>
struct WebhookParticipant
{
    internal string Sid = "";
    internal string Identity = "";

    string name = "";
    string? city;
    long joinedMs;
    ParticipantKind kind;
    bool isHelper;

    public WebhookParticipant()
    {
    }

    internal readonly SignalParticipant ToSignal() =>
        new(Sid, Identity, name, joinedMs, SeatRules.IsSeatable(kind, Identity, isHelper), city);

    /// <summary>Reads the object that the reader has entered.</summary>
    internal static WebhookParticipant Read(ref Utf8JsonReader reader)
    {
        var who = new WebhookParticipant();
        string? attribute = null, metadata = null;
        long milliseconds = 0, seconds = 0;
        while (ProtoReader.Next(ref reader))
        {
            if (ProtoReader.Is(ref reader, "sid"u8))
            {
                who.Sid = ProtoReader.Id(ref reader, "participant.sid", FieldLimits.Sid);
            }
            else if (ProtoReader.Is(ref reader, "identity"u8))
            {
                who.Identity = ProtoReader.Id(ref reader, "participant.identity", FieldLimits.Name);
            }
            else if (ProtoReader.Is(ref reader, "name"u8))
            {
                who.name = ProtoReader.Line(ref reader, "participant.name", FieldLimits.Name);
            }
            else if (ProtoReader.Is(ref reader, "joinedAtMs"u8, "joined_at_ms"u8))
            {
                milliseconds = ProtoReader.Int64(ref reader, "participant.joinedAtMs");
            }
            else if (ProtoReader.Is(ref reader, "joinedAt"u8, "joined_at"u8))
            {
                seconds = ProtoReader.Int64(ref reader, "participant.joinedAt");
            }
            else if (ProtoReader.Is(ref reader, "kind"u8))
            {
                who.kind = (ParticipantKind)ProtoReader.Enum(ref reader, "participant.kind", EnumNames.Kinds);
            }
            else if (ProtoReader.Is(ref reader, "permission"u8))
            {
                who.isHelper = ReadPermission(ref reader);
            }
            else if (ProtoReader.Is(ref reader, "attributes"u8))
            {
                attribute = ProtoReader.CityOfAttributes(ref reader, "participant.attributes");
            }
            else if (ProtoReader.Is(ref reader, "metadata"u8))
            {
                metadata = ProtoReader.CityOfMetadata(ref reader, "participant.metadata");
            }
            else
            {
                reader.Skip();
            }
        }

        who.city = attribute ?? metadata;
        who.joinedMs = ProtoTime.Milliseconds(milliseconds, seconds);
        return who;
    }

    static bool ReadPermission(ref Utf8JsonReader reader)
    {
        bool hidden = false, recorder = false, agent = false;
        if (!ProtoReader.Enter(ref reader, "participant.permission"))
        {
            return false;
        }

        while (ProtoReader.Next(ref reader))
        {
            if (ProtoReader.Is(ref reader, "hidden"u8))
            {
                hidden = ProtoReader.Bool(ref reader, "permission.hidden");
            }
            else if (ProtoReader.Is(ref reader, "recorder"u8))
            {
                recorder = ProtoReader.Bool(ref reader, "permission.recorder");
            }
            else if (ProtoReader.Is(ref reader, "agent"u8))
            {
                agent = ProtoReader.Bool(ref reader, "permission.agent");
            }
            else
            {
                reader.Skip();
            }
        }

        return hidden || recorder || agent;
    }
}
