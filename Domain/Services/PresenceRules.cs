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

    public static Refusal? Observe(Draft draft, PresenceSignal signal)
    {
        if (draft.State.RoomLedger.IsStale(signal.RoomSid, signal.RoomCreatedMs, signal.CreatedAt))
        {
            // The end of a session is its end, whatever became of its room.
            if (signal is { Kind: SignalKind.Left, Who: { IsSeatable: true } gone }
                && draft.State.ByIdentity(gone.Identity)?.Presence.Find(gone.Sid) is { End: SessionEnd.None })
            {
                Participant(draft, signal, gone);
            }
            return null;
        }
        if (signal.Kind == SignalKind.RoomFinished)
        {
            if (draft.State.RoomLedger.Sid is { } sid && sid == signal.RoomSid)
            {
                var present = draft.State.Churches.Values.Any(c => c.IsPresent);
                draft.Emit(new RoomClosed(sid, signal.CreatedAt.ToUnixTimeMilliseconds()));
                if (present)
                {
                    draft.WakeBy(draft.Now + ServiceState.Grace);
                }
            }
            return null;
        }
        if (draft.State.RoomLedger.Sid != signal.RoomSid)
        {
            draft.Emit(new RoomOpened(signal.RoomSid, MadeAt(draft.State, signal)));
            draft.WakeBy(draft.Now + ServiceState.Grace);
        }
        // Whoever was made hidden while it was here (UpdateParticipant) leaves as hidden: it is still the end of its session.
        if (signal.Who is { } who
            && (who.IsSeatable || (signal.Kind == SignalKind.Left && draft.State.ByIdentity(who.Identity)?.Presence.Find(who.Sid) is not null)))
        {
            Participant(draft, signal, who);
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

    static void Participant(Draft draft, PresenceSignal signal, SignalParticipant who)
    {
        if (draft.State.Strangers.Contains(who.Sid))
        {
            return; // over already, whoever it turned out to be since
        }
        if (draft.State.ByIdentity(who.Identity) is not { } church)
        {
            if (signal.Kind == SignalKind.Left)
            {
                draft.Emit(new StrangerLeft(who.Sid));
            }
            if (signal.Kind is SignalKind.Left or SignalKind.Unpublished)
            {
                return;
            }
            church = Guest(draft, who);
        }
        var upTo = signal.CreatedAt.ToUnixTimeMilliseconds();
        switch (signal.Kind)
        {
            case SignalKind.Joined:
                Joined(draft, church, who, upTo);
                break;
            case SignalKind.Left:
                Left(draft, church, who);
                break;
            case SignalKind.Published:
                Published(draft, church, who.Sid, signal.TrackSid!, signal.TrackMuted, upTo);
                break;
            case SignalKind.Unpublished:
                Unpublished(draft, church, who.Sid, signal.TrackSid!, upTo);
                break;
        }
        draft.Place(church.Id);
    }

    static Attendee Guest(Draft draft, SignalParticipant who)
    {
        var id = new ChurchId(who.Identity);
        var name = Label(who.Name);
        var label = name.Length > 0 ? name : Label(who.Identity);
        var standing = draft.State.Settings.Admission == AdmissionRule.Approval ? Standing.Waiting : Standing.Admitted;
        draft.Emit(new ChurchArrived(id, who.Identity, label, Label(who.City), null, false, standing));
        return draft.State.Churches[id];
    }

    // An integrator's names are cut where ours are refused: there is nobody to ask.
    static string Label(string? text) => Texts.Cut(Texts.Clean(text), Texts.LongestName);

    static void Joined(Draft draft, Attendee church, SignalParticipant who, long upTo)
    {
        var ledger = church.Presence;
        // Servers of old do not tell the time of joining: not after this event, then.
        var joinedAtMs = who.JoinedAtMs > 0 ? who.JoinedAtMs : upTo;
        if (ledger.Find(who.Sid) is { } known ? !known.Exact && who.JoinedAtMs > 0 : joinedAtMs > ledger.ForgottenThroughMs)
        {
            draft.Emit(new SessionSeen(church.Id, who.Sid, joinedAtMs, who.JoinedAtMs > 0));
        }
        // A guest first met through a track event had no name then.
        if (church.Identity == church.Id.Value && church.Name == Label(church.Identity) && Label(who.Name) is { Length: > 0 } name && name != church.Name)
        {
            draft.Emit(new ChurchUpdated(church.Id, name, Label(who.City), null));
        }
    }

    static void Left(Draft draft, Attendee church, SignalParticipant who)
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
        End(draft, church, who.Sid, who.JoinedAtMs, presumed: false);
    }

    static void End(Draft draft, Attendee church, string sid, long joinedAtMs, bool presumed)
    {
        draft.Emit(new SessionEnded(church.Id, sid, joinedAtMs, presumed));
        draft.WakeBy(draft.Now + ServiceState.Grace);
    }

    static void Published(Draft draft, Attendee church, string sid, string track, bool muted, long upTo)
    {
        if (church.Presence.Find(sid) is not { } session)
        {
            if (upTo <= church.Presence.ForgottenThroughMs)
            {
                return;
            }
            draft.Emit(new SessionSeen(church.Id, sid, upTo, false));
            draft.Emit(new TrackSeen(church.Id, sid, track, muted));
        }
        else if (session.End == SessionEnd.None && !session.Knows(track, muted))
        {
            draft.Emit(new TrackSeen(church.Id, sid, track, muted));
        }
    }

    static void Unpublished(Draft draft, Attendee church, string sid, string track, long upTo)
    {
        if (church.Presence.Find(sid) is not { } session)
        {
            if (upTo > church.Presence.ForgottenThroughMs)
            {
                draft.Emit(new SessionSeen(church.Id, sid, upTo, false));
                draft.Emit(new TrackEnded(church.Id, sid, track));
            }
        }
        else if (session.End != SessionEnd.Left && !session.EndedTracks.Contains(track))
        {
            draft.Emit(new TrackEnded(church.Id, sid, track));
        }
    }

    public static Refusal? Reconcile(Draft draft, Reconcile reconcile)
    {
        var settled = reconcile.AsOf - ListLag;
        var listed = reconcile.Participants.Where(p => p.Who.IsSeatable)
            .OrderByDescending(p => p.Who.JoinedAtMs).DistinctBy(p => p.Who.Identity).ToDictionary(p => p.Who.Identity);
        foreach (var church in draft.State.Churches.Values)
        {
            // Behind a session that ends may stand an older one whose end was never told.
            while (draft.State.Churches[church.Id].Presence.Current is { } session && session.Since < settled
                && !(listed.TryGetValue(church.Identity, out var seen) && seen.Who.Sid == session.Sid))
            {
                End(draft, church, session.Sid, 0, presumed: true);
            }
        }
        foreach (var participant in listed.Values)
        {
            Listed(draft, participant, settled);
        }
        return null;
    }

    static void Listed(Draft draft, ListedParticipant listed, DateTimeOffset settled)
    {
        var who = listed.Who;
        if (draft.State.Strangers.Contains(who.Sid))
        {
            return;
        }
        var church = draft.State.ByIdentity(who.Identity) ?? Guest(draft, who);
        var session = church.Presence.Find(who.Sid);
        if (session is { End: SessionEnd.Left } || (session is null && who.JoinedAtMs <= church.Presence.ForgottenThroughMs))
        {
            return; // a ghost of the list: LiveKit told us that this session is over
        }
        if (session is not { Exact: true, End: SessionEnd.None })
        {
            draft.Emit(new SessionSeen(church.Id, who.Sid, who.JoinedAtMs, true));
            session = draft.State.Churches[church.Id].Presence.Find(who.Sid)!;
        }
        if (listed.TrackSid is { } track && !session.Knows(track, listed.TrackMuted))
        {
            draft.Emit(new TrackSeen(church.Id, who.Sid, track, listed.TrackMuted));
        }
        foreach (var gone in session.Tracks.Where(t => t.Sid != listed.TrackSid && t.Since < settled))
        {
            draft.Emit(new TrackEnded(church.Id, who.Sid, gone.Sid, Presumed: true));
        }
        draft.Place(church.Id);
    }
}
