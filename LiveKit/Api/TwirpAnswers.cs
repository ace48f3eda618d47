using System.Collections.Immutable;
using System.Text.Json;
using VideoWall.Domain.Presence;
using VideoWall.LiveKit.Wire;

namespace VideoWall.LiveKit.Api;

/// <summary>A room that LiveKit has open. Its count of participants is left out: it lags and counts hidden walls.</summary>
/// <param name="Sid">One making of the room.</param>
/// <param name="CreatedMs">Unix milliseconds.</param>
public sealed record LiveKitRoom(string Sid, string Name, long CreatedMs);

/// <summary>Reads LiveKit's answers.</summary>
/// <exception cref="JsonException">The answer is not LiveKit's.</exception>
static class TwirpAnswers
{
    /// <summary>
    /// Everyone with a session: also those who are still connecting, since LiveKit's list lags and a participant that it
    /// shows as JOINING may be live already.
    /// </summary>
    internal static ImmutableArray<ListedParticipant> Participants(ReadOnlySpan<byte> body)
    {
        var list = ImmutableArray.CreateBuilder<ListedParticipant>();
        var told = false;
        var reader = Enter(body);
        while (ProtoJson.Next(ref reader))
        {
            if (!ProtoJson.Is(ref reader, "participants"u8))
            {
                reader.Skip();
                continue;
            }

            told = true;
            for (var any = ProtoJson.EnterArray(ref reader, "participants"); any && ProtoJson.NextElement(ref reader, "participants");)
            {
                var participant = WireParticipant.Read(ref reader);
                if (!participant.IsGone && participant.Sid.Length > 0 && participant.Identity.Length > 0)
                {
                    list.Add(participant.ToListed());
                }
            }
        }

        // LiveKit writes the empty list out: an object without it is somebody else's, and must not empty a wall.
        return told ? list.DrainToImmutable() : throw new JsonException("participants is missing");
    }

    internal static ImmutableArray<LiveKitRoom> Rooms(ReadOnlySpan<byte> body)
    {
        var list = ImmutableArray.CreateBuilder<LiveKitRoom>();
        var reader = Enter(body);
        while (ProtoJson.Next(ref reader))
        {
            if (!ProtoJson.Is(ref reader, "rooms"u8))
            {
                reader.Skip();
                continue;
            }

            for (var any = ProtoJson.EnterArray(ref reader, "rooms"); any && ProtoJson.NextElement(ref reader, "rooms");)
            {
                list.Add(ToRoom(WireRoom.Read(ref reader)));
            }
        }

        return list.DrainToImmutable();
    }

    internal static LiveKitRoom Room(ReadOnlySpan<byte> body)
    {
        var reader = Enter(body);
        return ToRoom(WireRoom.Read(ref reader));
    }

    /// <summary>An object, whatever is in it: a proxy's page is not LiveKit's word.</summary>
    internal static bool Done(ReadOnlySpan<byte> body)
    {
        Enter(body);
        return true;
    }

    /// <summary>Whether the track that was to be muted is there: an unknown one comes back as null.</summary>
    internal static bool HasTrack(ReadOnlySpan<byte> body)
    {
        var found = false;
        var reader = Enter(body);
        while (ProtoJson.Next(ref reader))
        {
            found |= ProtoJson.Is(ref reader, "track"u8) && ProtoJson.Enter(ref reader, "track")
                && WireTrack.Read(ref reader).Sid.Length > 0;
            reader.Skip();
        }

        return found;
    }

    static Utf8JsonReader Enter(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        return ProtoJson.Enter(ref reader, "the answer") ? reader : throw new JsonException("the answer is null");
    }

    static LiveKitRoom ToRoom(in WireRoom room) => room.Sid.Length > 0
        ? new LiveKitRoom(room.Sid, room.Name, room.CreatedMs)
        : throw new JsonException("room.sid is missing");
}
