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

    public static Refusal? Observe(DecisionBuilder decision, PresenceSignal signal)
    {
        if (decision.State.RoomLedger.IsStale(signal.RoomSid, signal.RoomCreatedMs, signal.CreatedAt))
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

    // Track events do not say when their room was made. It was before them; and when the list told us of the session
    // first, it told us of this very room, so that all sessions that go on are of this room.
    static long MadeAt(ServiceState state, PresenceSignal signal) =>
        signal.RoomCreatedMs > 0 ? signal.RoomCreatedMs
        : signal.Who is { } who && state.ByIdentity(who.Identity)?.Presence.Current?.Sid == who.Sid
            ? state.Churches.Values.Min(c => c.Presence.Current?.JoinedAtMs)!.Value
            : signal.CreatedAt.ToUnixTimeMilliseconds();

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
                Joined(decision, church, who, upTo);
                break;
            case SignalKind.Left:
                Left(decision, church, who);
                break;
            case SignalKind.Published:
                Published(decision, church, who.Sid, signal.TrackSid!, signal.TrackMuted, upTo);
                break;
            case SignalKind.Unpublished:
                Unpublished(decision, church, who.Sid, signal.TrackSid!, upTo);
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

    static void Joined(DecisionBuilder decision, Attendee church, SignalParticipant who, long upTo)
    {
        var ledger = church.Presence;
        // Servers of old do not tell the time of joining: not after this event, then.
        var joinedAtMs = who.JoinedAtMs > 0 ? who.JoinedAtMs : upTo;
        if (ledger.Find(who.Sid) is { } known ? !known.Exact && who.JoinedAtMs > 0 : joinedAtMs > ledger.ForgottenThroughMs)
        {
            decision.Emit(new SessionSeen(church.Id, who.Sid, joinedAtMs, who.JoinedAtMs > 0));
        }
        // A guest first met through a track event had no name then.
        if (church.Identity == church.Id.Value && church.Name == Label(church.Identity) && Label(who.Name) is { Length: > 0 } name && name != church.Name)
        {
            decision.Emit(new ChurchUpdated(church.Id, name, Label(who.City), null));
        }
    }

    static void Left(DecisionBuilder decision, Attendee church, SignalParticipant who)
    {
        var ledger = church.Presence;
        var known = ledger.Find(who.Sid);
        if (known is { End: SessionEnd.Left } || (known is null && who.JoinedAtMs > 0 && who.JoinedAtMs <= ledger.ForgottenThroughMs))
        {
            return;
        }
        // A newer session decides already; the late left of an older one says nothing new.
        if (known is { Exact: true } && ledger.Newest is { Exact: true } newest && newest.Sid != known.Sid)
        {
            return;
        }
        End(decision, church, who.Sid, who.JoinedAtMs, presumed: false);
    }

    static void End(DecisionBuilder decision, Attendee church, string sid, long joinedAtMs, bool presumed)
    {
        decision.Emit(new SessionEnded(church.Id, sid, joinedAtMs, presumed));
        decision.WakeBy(decision.Now + ServiceState.Grace);
    }

    static void Published(DecisionBuilder decision, Attendee church, string sid, string track, bool muted, long upTo)
    {
        if (church.Presence.Find(sid) is not { } session)
        {
            if (upTo <= church.Presence.ForgottenThroughMs)
            {
                return;
            }
            decision.Emit(new SessionSeen(church.Id, sid, upTo, false));
            decision.Emit(new TrackSeen(church.Id, sid, track, muted));
        }
        else if (session.End == SessionEnd.None && !session.Knows(track, muted))
        {
            decision.Emit(new TrackSeen(church.Id, sid, track, muted));
        }
    }

    static void Unpublished(DecisionBuilder decision, Attendee church, string sid, string track, long upTo)
    {
        if (church.Presence.Find(sid) is not { } session)
        {
            if (upTo > church.Presence.ForgottenThroughMs)
            {
                decision.Emit(new SessionSeen(church.Id, sid, upTo, false));
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
        var settled = reconcile.AsOf - ListLag;
        var listed = reconcile.Participants.Where(p => p.Who.IsSeatable)
            .OrderByDescending(p => p.Who.JoinedAtMs).DistinctBy(p => p.Who.Identity).ToDictionary(p => p.Who.Identity);
        foreach (var church in decision.State.Churches.Values)
        {
            // Behind a session that ends may stand an older one whose end was never told.
            while (decision.State.Churches[church.Id].Presence.Current is { } session && session.Since < settled
                && !(listed.TryGetValue(church.Identity, out var seen) && seen.Who.Sid == session.Sid))
            {
                End(decision, church, session.Sid, 0, presumed: true);
            }
        }
        foreach (var participant in listed.Values)
        {
            Listed(decision, participant, settled);
        }
        return null;
    }

    static void Listed(DecisionBuilder decision, ListedParticipant listed, DateTimeOffset settled)
    {
        var who = listed.Who;
        if (decision.State.Strangers.Contains(who.Sid))
        {
            return;
        }
        var church = decision.State.ByIdentity(who.Identity) ?? Guest(decision, who);
        var session = church.Presence.Find(who.Sid);
        if (session is { End: SessionEnd.Left } || (session is null && who.JoinedAtMs <= church.Presence.ForgottenThroughMs))
        {
            return; // a ghost of the list: LiveKit told us that this session is over
        }
        if (session is not { Exact: true, End: SessionEnd.None })
        {
            decision.Emit(new SessionSeen(church.Id, who.Sid, who.JoinedAtMs, true));
            session = decision.State.Churches[church.Id].Presence.Find(who.Sid)!;
        }
        if (listed.TrackSid is { } track && !session.Knows(track, listed.TrackMuted))
        {
            decision.Emit(new TrackSeen(church.Id, who.Sid, track, listed.TrackMuted));
        }
        foreach (var gone in session.Tracks.Where(t => t.Sid != listed.TrackSid && t.Since < settled))
        {
            decision.Emit(new TrackEnded(church.Id, who.Sid, gone.Sid, Presumed: true));
        }
        decision.Place(church.Id);
    }
}
