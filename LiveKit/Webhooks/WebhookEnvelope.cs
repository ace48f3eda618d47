using System.Text.Json;
using VideoWall.LiveKit.Protocol;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>What we keep of LiveKit's <c>WebhookEvent</c>, in whatever order its fields come.</summary>
struct WebhookEnvelope
{
    const int EventLimit = 64;

    internal string Event = "";
    internal string Id = "";
    internal long CreatedAt;
    internal WebhookRoom Room = new();
    internal WebhookParticipant Participant = new();
    internal WebhookTrack Track = new();

    public WebhookEnvelope()
    {
    }

    internal static WebhookEnvelope Read(ReadOnlySpan<byte> body)
    {
        var hook = new WebhookEnvelope();
        var reader = new Utf8JsonReader(body);
        if (!ProtoReader.Enter(ref reader, "the body"))
        {
            throw new JsonException("the body is not an object");
        }

        while (ProtoReader.Next(ref reader))
        {
            hook.ReadField(ref reader);
        }

        reader.Read(); // throws when something follows the object
        return hook;
    }

    void ReadField(ref Utf8JsonReader reader)
    {
        if (ProtoReader.Is(ref reader, "event"u8))
        {
            Event = ProtoReader.Id(ref reader, "event", EventLimit);
        }
        else if (ProtoReader.Is(ref reader, "id"u8))
        {
            Id = ProtoReader.Id(ref reader, "id", FieldLimits.Sid);
        }
        else if (ProtoReader.Is(ref reader, "createdAt"u8, "created_at"u8))
        {
            CreatedAt = ProtoReader.Int64(ref reader, "createdAt");
        }
        else if (ProtoReader.Is(ref reader, "room"u8))
        {
            Room = ProtoReader.Enter(ref reader, "room") ? WebhookRoom.Read(ref reader) : new WebhookRoom();
        }
        else if (ProtoReader.Is(ref reader, "participant"u8))
        {
            Participant = ProtoReader.Enter(ref reader, "participant") ? WebhookParticipant.Read(ref reader) : new WebhookParticipant();
        }
        else if (ProtoReader.Is(ref reader, "track"u8))
        {
            Track = ProtoReader.Enter(ref reader, "track") ? WebhookTrack.Read(ref reader) : new WebhookTrack();
        }
        else
        {
            reader.Skip();
        }
    }
}
