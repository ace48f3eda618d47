using VideoWall.Domain;
using VideoWall.Domain.Presence;

namespace VideoWall.Simulation;

/// <summary>
/// One participant's session in a simulated room, from the client's side. Calls on a session that has ended do nothing.
/// </summary>
public sealed class SimulatedSession
{
    readonly TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly SimulatedRoom room;

    internal SimulatedSession(SimulatedRoom room, SimulatedParticipant who, string sid, long joinedAtMs)
    {
        (this.room, Who, Sid, JoinedAtMs) = (room, who, sid, joinedAtMs);
    }

    public SimulatedParticipant Who { get; }

    /// <summary>New with each join, kept by <see cref="Resume"/>.</summary>
    public string Sid { get; }

    /// <summary>Unix milliseconds; later than that of every earlier session of the room.</summary>
    public long JoinedAtMs { get; }

    /// <summary>The camera's track, or null while nothing is published.</summary>
    public string? TrackSid => room.Locked(() => Track?.Sid);

    /// <summary>Done when the session is over, with one of <see cref="EndReasons"/>.</summary>
    public Task<string> Ended => ended.Task;

    /// <summary>Why the session is over, or null while it lasts.</summary>
    public string? EndReason => room.Locked(() => Reason);

    internal TrackInfo? Track { get; set; }

    internal bool TrackMuted { get; set; }

    internal bool HasPublished { get; set; }

    internal int Version { get; set; } = 2;

    internal string? Reason { get; private set; }

    /// <summary>Set while the client is silent; ends the session when its time comes.</summary>
    internal TimerQueue.Entry? Timeout { get; set; }

    /// <summary>Publishes the camera, unless it is already.</summary>
    /// <returns>The track's sid; null when the session is over, silent or may not publish.</returns>
    public string? Publish() => room.Locked(() => room.Publish(this));

    public void Unpublish() => room.Locked(() => room.Unpublish(this));

    /// <summary>Leaves in good order; a silent client cannot.</summary>
    public void Leave() => room.Locked(() => room.Leave(this));

    /// <summary>Goes silent, like a cut cable or a killed browser: LiveKit notices after about 20 seconds.</summary>
    public void Drop() => room.Locked(() => room.Drop(this));

    /// <summary>Comes back from silence before LiveKit noticed: same sid, same track, no webhook.</summary>
    /// <returns>False when it was too late.</returns>
    public bool Resume() => room.Locked(() => SimulatedRoom.Resume(this));

    internal void End(string reason)
    {
        Reason = reason;
        ended.TrySetResult(reason);
    }

    internal ListedParticipant ToListed() => new(
        new SignalParticipant(Sid, Who.Identity, Who.Name, JoinedAtMs, IsSeatable, Who.City), Track?.Sid, TrackMuted);

    bool IsSeatable => !Who.Hidden && !Who.Identity.StartsWith(Identities.Wall, StringComparison.Ordinal);
}
