using System.Text.Json;
using VideoWall.LiveKit.Wire;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>What we keep of LiveKit's <c>WebhookEvent</c>, in whatever order its fields come.</summary>
struct WebhookEnvelope
{
    const int EventLimit = 64;

    internal string Event = "";
    internal string Id = "";
    internal long CreatedAt;
    internal WireRoom Room = new();
    internal WireParticipant Participant = new();
    internal WireTrack Track = new();

    public WebhookEnvelope()
    {
    }

    internal static WebhookEnvelope Read(ReadOnlySpan<byte> body)
    {
        var hook = new WebhookEnvelope();
        var reader = new Utf8JsonReader(body);
        if (!ProtoJson.Enter(ref reader, "the body"))
        {
            throw new JsonException("the body is not an object");
        }

        while (ProtoJson.Next(ref reader))
        {
            hook.ReadField(ref reader);
        }

        reader.Read(); // throws when something follows the object
        return hook;
    }

    void ReadField(ref Utf8JsonReader reader)
    {
        if (ProtoJson.Is(ref reader, "event"u8))
        {
            Event = ProtoJson.Id(ref reader, "event", EventLimit);
        }
        else if (ProtoJson.Is(ref reader, "id"u8))
        {
            Id = ProtoJson.Id(ref reader, "id", WireLimits.Sid);
        }
        else if (ProtoJson.Is(ref reader, "createdAt"u8, "created_at"u8))
        {
            CreatedAt = ProtoJson.Int64(ref reader, "createdAt");
        }
        else if (ProtoJson.Is(ref reader, "room"u8))
        {
            Room = ProtoJson.Enter(ref reader, "room") ? WireRoom.Read(ref reader) : new WireRoom();
        }
        else if (ProtoJson.Is(ref reader, "participant"u8))
        {
            Participant = ProtoJson.Enter(ref reader, "participant") ? WireParticipant.Read(ref reader) : new WireParticipant();
        }
        else if (ProtoJson.Is(ref reader, "track"u8))
        {
            Track = ProtoJson.Enter(ref reader, "track") ? WireTrack.Read(ref reader) : new WireTrack();
        }
        else
        {
            reader.Skip();
        }
    }
}
