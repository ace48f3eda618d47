namespace VideoWall.Domain.Presence;

/// <summary>What a LiveKit webhook says happened.</summary>
public enum SignalKind
{
    RoomStarted,
    RoomFinished,

    /// <summary>A participant's media connection is up (<c>participant_joined</c>).</summary>
    Joined,

    /// <summary>A participant's session is over (<c>participant_left</c> or <c>participant_connection_aborted</c>).</summary>
    Left,

    /// <summary>A video track was published; it does not prove that frames flow.</summary>
    Published,
    Unpublished,
}

/// <summary>
/// One LiveKit webhook freed of its wire form. Signals are hints: they may come twice, late, in another order across
/// sessions, or never (see docs/adr on presence). Audio tracks and events of no interest never become signals.
/// </summary>
/// <param name="EventId">LiveKit's <c>EV_…</c>: the same for every repeat of one webhook.</param>
/// <param name="CreatedAt">When LiveKit queued the event; whole seconds.</param>
/// <param name="RoomSid">One making of the room; a room made again has a new one.</param>
/// <param name="RoomCreatedMs">Unix milliseconds, or 0 where the event does not carry it (track events).</param>
/// <param name="Who">The participant, or null for room events.</param>
/// <param name="TrackSid">The video track of Published and Unpublished.</param>
/// <param name="TrackMuted">Whether the track was published muted.</param>
public sealed record PresenceSignal(
    SignalKind Kind,
    string EventId,
    DateTimeOffset CreatedAt,
    string RoomSid,
    long RoomCreatedMs,
    SignalParticipant? Who = null,
    string? TrackSid = null,
    bool TrackMuted = false);

/// <summary>A participant as a signal or LiveKit's participant list describes it.</summary>
/// <param name="Sid">One session (<c>PA_…</c>): new at each join, kept by a resumed connection.</param>
/// <param name="Identity">Who it is, across sessions.</param>
/// <param name="Name">Display name; empty when none, or in track events.</param>
/// <param name="JoinedAtMs">Unix milliseconds; 0 where the event does not carry it (track events).</param>
/// <param name="IsSeatable">False for hidden participants, recorders and agents: they never get a seat.</param>
/// <param name="City">From the participant's attribute or metadata field <c>city</c>; null when none.</param>
public sealed record SignalParticipant(
    string Sid,
    string Identity,
    string Name = "",
    long JoinedAtMs = 0,
    bool IsSeatable = true,
    string? City = null);

/// <summary>One participant of LiveKit's participant list, with the video track it publishes (if any).</summary>
public sealed record ListedParticipant(SignalParticipant Who, string? TrackSid, bool TrackMuted);
