using System.Collections.Immutable;

namespace VideoWall.Domain.Presence;

/// <summary>How sure we are that a session is over.</summary>
public enum SessionEnd
{
    /// <summary>It goes on.</summary>
    None,

    /// <summary>LiveKit said so; a session that left never comes back.</summary>
    Left,

    /// <summary>It was missing from LiveKit's list, which lags; the list may bring it back.</summary>
    Presumed,
}

/// <summary>A video track of a session.</summary>
/// <param name="Muted">By its sender, or by LiveKit for somebody else.</param>
/// <param name="Since">Since when we know it as it is.</param>
public sealed record VideoTrack(string Sid, bool Muted, DateTimeOffset Since = default);

/// <summary>One connection of one participant to the room.</summary>
/// <param name="JoinedAtMs">Unix milliseconds by LiveKit's clock, never later than we heard of it; an upper bound while <paramref name="Exact"/> is false.</param>
/// <param name="Exact">False when only track events have told of the session; those carry no join time.</param>
/// <param name="Tracks">Published and not yet unpublished, in order of arrival; the last one is shown.</param>
/// <param name="EndedTracks">Unpublished track sids, so that a repeat of their publishing does nothing.</param>
/// <param name="Since">When we first heard of the session.</param>
/// <param name="After">The <see cref="Order"/> of the latest session that it is known to have followed, whatever clocks say; 0 for none.</param>
/// <param name="Room">Sid of its room; null when only LiveKit's list has told of it, which does not say.</param>
public sealed record Session(
    string Sid, long JoinedAtMs, bool Exact, SessionEnd End,
    ImmutableArray<VideoTrack> Tracks, ImmutableArray<string> EndedTracks, DateTimeOffset Since, long After = 0, string? Room = null)
{
    /// <summary>The greater of two sessions is the newer one.</summary>
    public long Order => Math.Max(JoinedAtMs, After + 1);

    public VideoTrack? Track => Tracks is [.., var last] ? last : null;

    /// <summary>True when there is nothing new in hearing of this track.</summary>
    public bool Knows(string trackSid, bool muted) => EndedTracks.Contains(trackSid) || Tracks.Any(t => t.Sid == trackSid && t.Muted == muted);
}

/// <summary>
/// What is known of one identity's sessions. LiveKit lets an identity be in a room once: a new session drops the older
/// one, so the newest decides. A session first heard of when the others had ended is newer than they; join times tell
/// apart only those that seem to go on at once, because webhooks may overtake each other.
/// </summary>
/// <param name="Forgotten">Sids of older sessions, of which nothing is remembered but that they are over; newest last.</param>
public sealed record PresenceLedger(ImmutableArray<Session> Sessions, ImmutableArray<string> Forgotten)
{
    const int Remembered = 6;
    const int RememberedSids = 32;
    const int RememberedTracks = 6;

    public static readonly PresenceLedger Empty = new([], []);

    /// <summary>The session that decides, or null when none is known.</summary>
    public Session? Newest
    {
        get
        {
            Session? newest = null;
            foreach (var session in Sessions)
            {
                if (newest is null || session.Order >= newest.Order)
                {
                    newest = session;
                }
            }
            return newest;
        }
    }

    /// <summary>What a session follows that is heard of only now: the newest that has ended; 0 for none.</summary>
    public long Over => Sessions.Where(s => s.End != SessionEnd.None).Select(s => s.Order).DefaultIfEmpty().Max();

    /// <summary>The session now in the room, or null when the church is away.</summary>
    public Session? Current => Newest is { End: SessionEnd.None } newest ? newest : null;

    public Session? Find(string sid)
    {
        foreach (var session in Sessions)
        {
            if (session.Sid == sid)
            {
                return session;
            }
        }
        return null;
    }

    /// <summary>A session was seen for the first time, or its exact join time became known, or the list revived it or put it last.</summary>
    public PresenceLedger Seen(string sid, long joinedAtMs, bool exact, DateTimeOffset at, long after, string? room)
    {
        if (Find(sid) is { } known)
        {
            return Replace(known, known with
            {
                JoinedAtMs = exact || !known.Exact ? joinedAtMs : known.JoinedAtMs,
                Exact = known.Exact || exact,
                End = known.End == SessionEnd.Presumed ? SessionEnd.None : known.End,
                After = Math.Max(known.After, after),
                Room = known.Room ?? room,
            });
        }
        return Add(new Session(sid, joinedAtMs, exact, SessionEnd.None, [], [], at, after, room));
    }

    /// <summary>
    /// A session ended. One never seen is remembered as ended: its late <c>joined</c> must not bring it back. One whose
    /// join time nobody told counts as the oldest: its upper bound must not outrank a session that goes on.
    /// </summary>
    public PresenceLedger Ended(string sid, long joinedAtMs, SessionEnd end, DateTimeOffset at) =>
        Find(sid) is { } known
            ? Replace(known, known with
            {
                End = end,
                Tracks = end == SessionEnd.Left ? [] : known.Tracks,
                JoinedAtMs = known.Exact ? known.JoinedAtMs : joinedAtMs,
                Exact = known.Exact || joinedAtMs > 0,
                After = known.Exact || joinedAtMs > 0 ? known.After : 0,
            })
            : Add(new Session(sid, joinedAtMs, true, end, [], [], at));

    public PresenceLedger TrackSeen(string sid, string trackSid, bool muted, DateTimeOffset at)
    {
        if (Find(sid) is not { } session)
        {
            return this;
        }
        var place = IndexOf(session.Tracks, trackSid);
        return Replace(session, session with
        {
            Tracks = place < 0
                ? session.Tracks.Add(new VideoTrack(trackSid, muted, at))
                : session.Tracks.SetItem(place, new VideoTrack(trackSid, muted, at)),
        });
    }

    /// <param name="presumed">It was missing from LiveKit's list, which may bring it back.</param>
    public PresenceLedger TrackEnded(string sid, string trackSid, bool presumed)
    {
        if (Find(sid) is not { } session)
        {
            return this;
        }
        var place = IndexOf(session.Tracks, trackSid);
        var ended = presumed ? session.EndedTracks : session.EndedTracks.Add(trackSid);
        return Replace(session, session with
        {
            Tracks = place < 0 ? session.Tracks : session.Tracks.RemoveAt(place),
            EndedTracks = ended.Length > RememberedTracks ? ended.RemoveAt(0) : ended,
        });
    }

    /// <summary>
    /// The room was closed, or made again: its sessions are over. Presumed only: after lost webhooks the list may have
    /// told of the new room's sessions first, and tells again.
    /// </summary>
    public PresenceLedger Ended(Func<Session, bool> isOver) => this with
    {
        Sessions = [.. Sessions.Select(s => s.End == SessionEnd.None && isOver(s) ? s with { End = SessionEnd.Presumed, Tracks = [] } : s)],
    };

    /// <summary>A producer lets the picture flow again, and its page obeys: it counts as unmuted until LiveKit's list says otherwise.</summary>
    public PresenceLedger Unmuted(DateTimeOffset at) => Current is { } session
        ? Replace(session, session with { Tracks = [.. session.Tracks.Select(t => t with { Muted = false, Since = at })] })
        : this;

    PresenceLedger Replace(Session old, Session by) => this with { Sessions = Sessions.Replace(old, by) };

    PresenceLedger Add(Session session)
    {
        var sessions = Sessions.Add(session);
        if (sessions.Length <= Remembered)
        {
            return this with { Sessions = sessions };
        }
        var oldest = Sessions.MinBy(s => s.Order)!;
        var forgotten = Forgotten.Add(oldest.Sid);
        return new(sessions.Remove(oldest), forgotten.Length > RememberedSids ? forgotten.RemoveAt(0) : forgotten);
    }

    static int IndexOf(ImmutableArray<VideoTrack> tracks, string sid)
    {
        for (var i = 0; i < tracks.Length; i++)
        {
            if (tracks[i].Sid == sid)
            {
                return i;
            }
        }
        return -1;
    }
}
