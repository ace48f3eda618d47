using System.Text.Json;
using VideoWall.Domain.Presence;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>
/// Turns a verified webhook into a presence signal. Tolerates unknown fields and events, proto3 JSON in both spellings,
/// and defaults left out or written. Pure: no clock, nothing kept, <c>turnPassword</c> never read.
/// </summary>
public static class WebhookParser
{
    /// <summary>Year 9999, in Unix seconds: the last that a <see cref="DateTimeOffset"/> can hold.</summary>
    const long LastSecond = 253_402_300_799;

    /// <param name="body">UTF-8, exactly as received (and verified: see <see cref="WebhookVerifier"/>).</param>
    public static WebhookOutcome Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return Judge(WebhookEnvelope.Read(body));
        }
        catch (JsonException e)
        {
            // Our own messages name a field; the reader's own tell a position.
            return new WebhookOutcome.Malformed(e.BytePositionInLine is null ? e.Message : "the body is not JSON");
        }
        catch (InvalidOperationException)
        {
            return new WebhookOutcome.Malformed("the body has a text that is not Unicode");
        }
    }

    static WebhookOutcome Judge(in WebhookEnvelope hook)
    {
        if (hook.Event.Length == 0)
        {
            return new WebhookOutcome.Malformed("event is missing");
        }

        if (KindOf(hook.Event) is not { } kind)
        {
            return new WebhookOutcome.Ignored(hook.Event);
        }

        var isTrack = kind is SignalKind.Published or SignalKind.Unpublished;
        var missing = hook.Id.Length == 0 ? "id"
            : hook.Room.Sid.Length == 0 ? "room.sid"
            : hook.Room.Name.Length == 0 ? "room.name"
            : kind is SignalKind.RoomStarted or SignalKind.RoomFinished ? null
            : hook.Participant.Sid.Length == 0 ? "participant.sid"
            : hook.Participant.Identity.Length == 0 ? "participant.identity"
            : isTrack && hook.Track.Sid.Length == 0 ? "track.sid"
            : null;
        return missing is not null ? new WebhookOutcome.Malformed($"{missing} is missing")
            : hook.CreatedAt is < 0 or > LastSecond ? new WebhookOutcome.Malformed("createdAt is not a time")
            : isTrack && !hook.Track.IsPicture ? new WebhookOutcome.Ignored(hook.Event)
            : new WebhookOutcome.Signal(ToSignal(kind, hook), hook.Room.Name);
    }

    static PresenceSignal ToSignal(SignalKind kind, in WebhookEnvelope hook) => new(
        kind,
        hook.Id,
        DateTimeOffset.FromUnixTimeSeconds(hook.CreatedAt),
        hook.Room.Sid,
        hook.Room.CreatedMs,
        kind is SignalKind.RoomStarted or SignalKind.RoomFinished ? null : hook.Participant.ToSignal(),
        kind is SignalKind.Published or SignalKind.Unpublished ? hook.Track.Sid : null,
        kind is SignalKind.Published && hook.Track.Muted);

    static SignalKind? KindOf(string name) => name switch
    {
        "room_started" => SignalKind.RoomStarted,
        "room_finished" => SignalKind.RoomFinished,
        "participant_joined" => SignalKind.Joined,

        // Aborted: the session ended before its media came up. LiveKit sends it instead of left, never beside it.
        "participant_left" or "participant_connection_aborted" => SignalKind.Left,
        "track_published" => SignalKind.Published,
        "track_unpublished" => SignalKind.Unpublished,
        _ => null,
    };
}
