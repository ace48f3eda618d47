using VideoWall.Domain.Presence;

namespace VideoWall.Domain.Services;

/// <summary>
/// What webhooks and LiveKit's list say of presence. Repeats and late arrivals come to no events; see
/// <see cref="PresenceLedger"/> and <see cref="RoomLedger"/> for what is remembered to tell them apart.
/// </summary>
static class PresenceRules
{
    /// <summary>LiveKit's list lags behind by some seconds (livekit/livekit pull 4373): younger differences are left alone.</summary>
    static readonly TimeSpan ListLag = TimeSpan.FromSeconds(15);

    public static Refusal? Observe(DecisionBuilder decision, PresenceSignal told)
    {
        decision.HappenedAt = LiveKitClock.Late(told.CreatedAt, decision.Now);
        var signal = LiveKitClock.Believed(told, decision.Now);
        var isListed = signal.Who is { } named
            && decision.State.ByIdentity(named.Identity)?.Presence.Find(named.Sid) is { End: SessionEnd.None, Room: null };
        if (decision.State.RoomLedger.IsStale(signal.RoomSid, signal.RoomCreatedMs, signal.CreatedAt, isListed))
        {
            // The end of a session is its end, whatever became of its room.
            if (signal is { Kind: SignalKind.Left, Who: { IsSeatable: true } gone }
                && decision.State.ByIdentity(gone.Identity)?.Presence.Find(gone.Sid) is { End: SessionEnd.None })
            {
                Participant(decision, signal, gone);
            }
            return null;
        }
        if (signal.Kind == SignalKind.RoomFinished)
        {
            if (decision.State.RoomLedger.Sid is { } sid && sid == signal.RoomSid)
            {
                var present = decision.State.Churches.Values.Any(c => c.IsPresent);
                decision.Emit(new RoomClosed(sid, signal.CreatedAt.ToUnixTimeMilliseconds()));
                if (present)
                {
                    decision.WakeBy(decision.Now + ServiceState.Grace);
                }
            }
            return null;
        }
        if (decision.State.RoomLedger.Sid != signal.RoomSid)
        {
            decision.Emit(new RoomOpened(signal.RoomSid, MadeAt(decision.State, signal)));
            decision.WakeBy(decision.Now + ServiceState.Grace);
        }
        // Whoever was made hidden while it was here (UpdateParticipant) leaves as hidden: it is still the end of its session.
        if (signal.Who is { } who
            && (who.IsSeatable || (signal.Kind == SignalKind.Left && decision.State.ByIdentity(who.Identity)?.Presence.Find(who.Sid) is not null)))
        {
            Participant(decision, signal, who);
        }
        return null;
    }

    // Track events do not say when their room was made. It was before them; and who is known from the list alone may be in
    // this very room, so that only the list, or a time that is told, can say that they are gone.
    static long MadeAt(ServiceState state, PresenceSignal signal) =>
        signal.RoomCreatedMs > 0 ? signal.RoomCreatedMs
        : state.Churches.Values.Select(c => c.Presence.Current).Where(s => s is { Room: null })
            .Aggregate(signal.CreatedAt.ToUnixTimeMilliseconds(), (earliest, s) => Math.Min(earliest, s!.JoinedAtMs));

    static void Participant(DecisionBuilder decision, PresenceSignal signal, SignalParticipant who)
    {
        if (decision.State.Strangers.Contains(who.Sid))
        {
            return; // over already, whoever it turned out to be since
        }
        if (decision.State.ByIdentity(who.Identity) is not { } church)
        {
            if (signal.Kind == SignalKind.Left)
            {
                decision.Emit(new StrangerLeft(who.Sid));
            }
            if (signal.Kind is SignalKind.Left or SignalKind.Unpublished)
            {
                return;
            }
            church = Guest(decision, who);
        }
        var upTo = signal.CreatedAt.ToUnixTimeMilliseconds();
        switch (signal.Kind)
        {
            case SignalKind.Joined:
                Joined(decision, church, who, upTo, signal.RoomSid);
                break;
            case SignalKind.Left:
                Left(decision, church, who);
                break;
            case SignalKind.Published:
                Published(decision, church, who.Sid, signal, upTo);
                break;
            case SignalKind.Unpublished:
                Unpublished(decision, church, who.Sid, signal, upTo);
                break;
        }
        decision.Place(church.Id);
    }

    static Attendee Guest(DecisionBuilder decision, SignalParticipant who)
    {
        var id = new ChurchId(who.Identity);
        var name = Label(who.Name);
        var label = name.Length > 0 ? name : Label(who.Identity);
        // Locked doors are for those who ask us. Whoever has a token of an integrator's is in the room, and waits for the producer's word.
        var standing = decision.State.Locked || decision.State.Settings.Admission == AdmissionRule.Approval ? Standing.Waiting : Standing.Admitted;
        decision.Emit(new ChurchArrived(id, who.Identity, label, Label(who.City), null, false, standing));
        return decision.State.Churches[id];
    }

    // An integrator's names are cut where ours are refused: there is nobody to ask.
    static string Label(string? text) => Texts.Cut(Texts.Clean(text), Texts.LongestName);

    static void Joined(DecisionBuilder decision, Attendee church, SignalParticipant who, long upTo, string room)
    {
        var ledger = church.Presence;
        var known = ledger.Find(who.Sid);
        // Servers of old do not tell the time of joining: not after this event, then.
        var joinedAtMs = who.JoinedAtMs > 0 ? who.JoinedAtMs : Math.Min(upTo, known?.JoinedAtMs ?? upTo);
        if (known is { Exact: false })
        {
            decision.Emit(new SessionSeen(church.Id, who.Sid, joinedAtMs, true, Room: room));
        }
        else if (known is null && !ledger.Forgotten.Contains(who.Sid))
        {
            decision.Emit(new SessionSeen(church.Id, who.Sid, joinedAtMs, true, ledger.Over, room));
        }
        // A guest first met through a track event had no name then.
        if (church.Identity == church.Id.Value && church.Name == Label(church.Identity) && Label(who.Name) is { Length: > 0 } name && name != church.Name)
        {
            decision.Emit(new ChurchUpdated(church.Id, name, Label(who.City), null));
        }
    }

    static void Left(DecisionBuilder decision, Attendee church, SignalParticipant who)
    {
        if (church.Presence.Find(who.Sid) is not { End: SessionEnd.Left } && !church.Presence.Forgotten.Contains(who.Sid))
        {
            End(decision, church, who.Sid, who.JoinedAtMs, presumed: false);
        }
    }

    static void End(DecisionBuilder decision, Attendee church, string sid, long joinedAtMs, bool presumed)
    {
        decision.Emit(new SessionEnded(church.Id, sid, joinedAtMs, presumed));
        decision.WakeBy(decision.Now + ServiceState.Grace);
    }

    static void Published(DecisionBuilder decision, Attendee church, string sid, PresenceSignal signal, long upTo)
    {
        var (track, muted) = (signal.TrackSid!, signal.TrackMuted);
        if (church.Presence.Find(sid) is not { } session)
        {
            if (church.Presence.Forgotten.Contains(sid))
            {
                return;
            }
            decision.Emit(new SessionSeen(church.Id, sid, upTo, false, church.Presence.Over, signal.RoomSid));
            decision.Emit(new TrackSeen(church.Id, sid, track, muted));
        }
        else if (session.End == SessionEnd.None && !session.Knows(track, muted))
        {
            decision.Emit(new TrackSeen(church.Id, sid, track, muted));
        }
    }

    static void Unpublished(DecisionBuilder decision, Attendee church, string sid, PresenceSignal signal, long upTo)
    {
        var track = signal.TrackSid!;
        if (church.Presence.Find(sid) is not { } session)
        {
            if (!church.Presence.Forgotten.Contains(sid))
            {
                // Most likely its end: it follows nobody, so that it does not outrank a session that has ended since.
                decision.Emit(new SessionSeen(church.Id, sid, upTo, false, Room: signal.RoomSid));
                decision.Emit(new TrackEnded(church.Id, sid, track));
            }
        }
        else if (session.End != SessionEnd.Left && !session.EndedTracks.Contains(track))
        {
            decision.Emit(new TrackEnded(church.Id, sid, track));
        }
    }

    public static Refusal? Reconcile(DecisionBuilder decision, Reconcile reconcile)
    {
        var listed = reconcile.Participants.Where(p => p.Who.IsSeatable)
            .OrderByDescending(p => p.Who.JoinedAtMs).DistinctBy(p => p.Who.Identity).ToDictionary(p => p.Who.Identity);
        foreach (var church in decision.State.Churches.Values)
        {
            // Behind a session that ends may stand an older one whose end was never told.
            while (decision.State.Churches[church.Id].Presence.Current is { } session && session.Since < reconcile.AsOf - ListLag
                && !(listed.TryGetValue(church.Identity, out var seen) && seen.Who.Sid == session.Sid))
            {
                End(decision, church, session.Sid, 0, presumed: true);
            }
        }
        foreach (var participant in listed.Values)
        {
            Listed(decision, participant, reconcile.AsOf);
        }
        return null;
    }

    static void Listed(DecisionBuilder decision, ListedParticipant listed, DateTimeOffset asOf)
    {
        var (who, settled) = (listed.Who, asOf - ListLag);
        if (decision.State.Strangers.Contains(who.Sid))
        {
            return;
        }
        var church = decision.State.ByIdentity(who.Identity) ?? Guest(decision, who);
        var session = church.Presence.Find(who.Sid);
        if (session is { End: SessionEnd.Left } || church.Presence.Forgotten.Contains(who.Sid))
        {
            return; // a ghost of the list: LiveKit told us that this session is over
        }
        // The list has the last word: whoever it names came after those that we knew before it can have been made.
        var after = church.Presence.Newest is { } newest && newest.Sid != who.Sid && newest.Since < settled ? newest.Order : 0;
        var nowMs = asOf.ToUnixTimeMilliseconds();
        var joinedAtMs = who.JoinedAtMs > 0 ? Math.Min(who.JoinedAtMs, nowMs) : nowMs;
        if (session is not { Exact: true, End: SessionEnd.None } || after >= session.Order)
        {
            decision.HappenedAt = LiveKitClock.Late(DateTimeOffset.FromUnixTimeMilliseconds(joinedAtMs), decision.Now);
            decision.Emit(new SessionSeen(church.Id, who.Sid, joinedAtMs, true, after));
            decision.HappenedAt = null;
            session = decision.State.Churches[church.Id].Presence.Find(who.Sid)!;
        }
        Picture(decision, church.Id, session, listed, settled);
        decision.Place(church.Id);
    }

    static void Picture(DecisionBuilder decision, ChurchId church, Session session, ListedParticipant listed, DateTimeOffset settled)
    {
        var known = session.Tracks.FirstOrDefault(t => t.Sid == listed.TrackSid);
        if (listed.TrackSid is { } track && !session.Knows(track, listed.TrackMuted) && (known is null || known.Since < settled))
        {
            decision.Emit(new TrackSeen(church, session.Sid, track, listed.TrackMuted));
        }
        foreach (var gone in session.Tracks.Where(t => t.Sid != listed.TrackSid && t.Since < settled))
        {
            decision.Emit(new TrackEnded(church, session.Sid, gone.Sid, Presumed: true));
        }
    }
}
