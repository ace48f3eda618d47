using Microsoft.AspNetCore.SignalR;
using VideoWall.Domain.Wall;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// The latest deltas of one service, each leading on from the one before, for pages that lag or return. What the pages of a
/// round need alike is joined and written once.
/// </summary>
sealed class DeltaLog
{
    // Few enough to die young: what a busy service keeps for seconds, the collector has to carry along.
    internal const int Kept = 64;

    readonly RosterDelta[] ring = new RosterDelta[Kept];
    readonly Dictionary<(long From, PageAudience Audience, bool Named, bool Causes), (SerializedHubMessage Message, long To)> written = [];
    long added;

    public void Add(RosterDelta delta)
    {
        ring[added++ % Kept] = delta;
    }

    /// <summary>Forgets all: what comes does not lead on from it.</summary>
    public void Clear()
    {
        added = 0;
        Array.Clear(ring);
        written.Clear();
    }

    /// <summary>From here on messages are written anew, with all that was added.</summary>
    public void BeginRound() => written.Clear();

    /// <summary>Everything after a revision as one delta; null when that is not kept any more.</summary>
    public RosterDelta? Since(long revision, PageAudience audience)
    {
        var since = added; // the newest are asked for most
        while (since > 0 && added - since < Kept && ring[(since - 1) % Kept].From >= revision)
        {
            since--;
        }
        if (since == added || ring[since % Kept].From != revision)
        {
            return null;
        }
        var missed = new RosterDelta[added - since];
        for (var i = 0; i < missed.Length; i++)
        {
            missed[i] = ring[(since + i) % Kept];
        }
        var joined = RosterDelta.Joined(missed);
        return audience == PageAudience.Wall ? joined.ForWalls() : joined;
    }

    /// <summary>
    /// The same as a message, and the revision that it leads to. Pages in step share it for the whole round: what is added
    /// meanwhile is the next round's.
    /// </summary>
    public (SerializedHubMessage Message, long To)? Message(long revision, PageAudience audience, bool named, bool causes)
    {
        var key = (revision, audience, named, causes);
        if (!written.TryGetValue(key, out var message))
        {
            if (Since(revision, audience) is not { } delta)
            {
                return null;
            }
            written[key] = message = (WallConnections.Changed(RosterJson.Delta(delta, named, causes)), delta.To);
        }
        return message;
    }
}
