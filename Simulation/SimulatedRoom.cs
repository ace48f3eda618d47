using System.Collections.Immutable;
using System.Text.Json;
using VideoWall.Domain.Presence;

namespace VideoWall.Simulation;

/// <summary>
/// One room name of a simulated LiveKit: made by its first participant, finished some time after its last, and then made
/// anew. The order of its webhooks is that of the recordings. Every method but <see cref="Locked{T}"/> is called under
/// the lock.
/// </summary>
sealed class SimulatedRoom(string name, WebhookQueue queue, Lock gate, Sids sids, TimeProvider time) : IDisposable
{
    /// <summary>LiveKit notices a silent client after 19.9 to 21.9 s (recordings, scenarios d and e).</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    readonly TimerQueue timers = new(gate, time);
    readonly Dictionary<string, SimulatedSession> present = [];
    readonly WebhookWords words = new(sids, time);
    RoomInfo? making;
    TimerQueue.Entry? finishing;
    long lastJoinMs;

    internal WebhookQueue Queue => queue;

    /// <summary>Whether the room exists in LiveKit.</summary>
    internal bool IsOpen => making is not null;

    internal T Locked<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }

    internal void Locked(Action work)
    {
        lock (gate)
        {
            work();
        }
    }

    internal SimulatedSession Join(SimulatedParticipant who)
    {
        if (making is null)
        {
            making = words.Room(name);
            Send("room_started", making, null, null);
        }

        finishing?.Cancel();
        if (present.TryGetValue(who.Identity, out var older))
        {
            End(older, EndReasons.DuplicateIdentity); // the newer session wins
            finishing?.Cancel();
        }

        lastJoinMs = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), lastJoinMs + 1);
        var session = new SimulatedSession(this, who, sids.Participant(), lastJoinMs);
        present.Add(who.Identity, session);
        Send("participant_joined", making, WebhookWords.Participant(session), null);
        return session;
    }

    internal string? Publish(SimulatedSession session)
    {
        if (session.Reason is null && session.Timeout is null && session.Track is null && !session.Who.Hidden)
        {
            session.Track = words.Camera(session.Who.Drawn);
            session.TrackMuted = false;
            session.HasPublished = true;
            session.Version++;
            SendTrack("track_published", session);
        }

        return session.Reason is null && session.Timeout is null ? session.Track?.Sid : null;
    }

    internal void Unpublish(SimulatedSession session)
    {
        if (session.Reason is null && session.Timeout is null && session.Track is not null)
        {
            TakeDown(session);
        }
    }

    /// <summary>A silent client cannot say good-bye: LiveKit has to notice.</summary>
    internal void Leave(SimulatedSession session)
    {
        if (session.Timeout is null)
        {
            End(session, EndReasons.ClientInitiated);
        }
    }

    internal void Drop(SimulatedSession session)
    {
        if (session.Reason is null)
        {
            session.Timeout ??= timers.Add(Silence, () => End(session, EndReasons.ConnectionTimeout));
        }
    }

    internal static bool Resume(SimulatedSession session)
    {
        session.Timeout?.Cancel();
        session.Timeout = null;
        return session.Reason is null;
    }

    internal void End(SimulatedSession session, string reason)
    {
        if (session.Reason is not null || making is null)
        {
            return;
        }

        TakeDown(session);
        session.Timeout?.Cancel();
        present.Remove(session.Who.Identity);
        session.Version++;
        session.End(reason);
        Send("participant_left", making, WebhookWords.Participant(session), null);
        if (present.Count == 0)
        {
            finishing = timers.Add(TimeSpan.FromSeconds(making.DepartureTimeout), Finish);
        }
    }

    internal bool Remove(string identity)
    {
        var found = present.TryGetValue(identity, out var session);
        if (found)
        {
            End(session!, EndReasons.ParticipantRemoved);
        }

        return found;
    }

    /// <summary>Muting from outside makes no webhook.</summary>
    internal bool Mute(string identity, string trackSid, bool muted)
    {
        var found = present.TryGetValue(identity, out var session) && session.Track?.Sid == trackSid;
        if (found)
        {
            session!.TrackMuted = muted;
        }

        return found;
    }

    /// <summary>Ends every session, and the room at once.</summary>
    internal void Close()
    {
        foreach (var session in present.Values.ToList())
        {
            End(session, EndReasons.RoomDeleted);
        }

        finishing?.Cancel();
        Finish();
    }

    internal ImmutableArray<ListedParticipant> Participants() => [.. present.Values.Select(s => s.ToListed())];

    public void Dispose() => timers.Dispose();

    void Finish()
    {
        if (making is not null)
        {
            Send("room_finished", making, null, null);
            making = null;
        }
    }

    void TakeDown(SimulatedSession session)
    {
        if (session.Track is not null)
        {
            SendTrack("track_unpublished", session);
            session.Track = null;
            session.Version++;
        }
    }

    void SendTrack(string name, SimulatedSession session) => Send(
        name,
        new RoomInfo(making!.Sid, making.Name),
        new ParticipantInfo(session.Sid, session.Who.Identity),
        session.Track);

    void Send(string name, RoomInfo room, ParticipantInfo? who, TrackInfo? track) => queue.Post(
        JsonSerializer.SerializeToUtf8Bytes(words.Message(name, room, who, track), WebhookJson.Default.WebhookMessage));
}
