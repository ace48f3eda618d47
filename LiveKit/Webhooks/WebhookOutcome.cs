using VideoWall.Domain.Presence;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>What became of a webhook's body.</summary>
public abstract record WebhookOutcome
{
    WebhookOutcome()
    {
    }

    /// <summary>Something happened to presence.</summary>
    /// <param name="RoomName">Whose service it concerns; the signal itself knows the room's sid only.</param>
    public sealed record Signal(PresenceSignal Presence, string RoomName) : WebhookOutcome;

    /// <summary>A webhook of no interest: another event, or a track that is no picture. Answer it with 200.</summary>
    public sealed record Ignored(string Event) : WebhookOutcome;

    /// <summary>Signed, but no webhook of LiveKit's.</summary>
    /// <param name="Reason">Names the field at fault, never its value.</param>
    public sealed record Malformed(string Reason) : WebhookOutcome;
}
