using VideoWall.Domain.Wall;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// The latest deltas of one service, for pages that lag or return. What several pages need alike is joined and written
/// once.
/// </summary>
sealed class DeltaLog
{
    const int Kept = 512;

    readonly Queue<RosterDelta> deltas = new();
    (long From, long To, PageAudience Audience, bool Named, bool Causes) lastKey;
    RawJson? last;

    public void Add(RosterDelta delta)
    {
        deltas.Enqueue(delta);
        if (deltas.Count > Kept)
        {
            deltas.Dequeue();
        }
    }

    public void Clear()
    {
        deltas.Clear();
        last = null;
    }

    /// <summary>Everything after a revision as one delta; null when that is not kept any more.</summary>
    public RosterDelta? Since(long revision, PageAudience audience)
    {
        RosterDelta? joined = null;
        foreach (var delta in deltas)
        {
            if (joined is null ? delta.From == revision : delta.From == joined.To)
            {
                joined = joined is null ? delta : joined.Then(delta);
            }
        }
        return audience == PageAudience.Wall ? joined?.ForWalls() : joined;
    }

    /// <summary>The same, written; pages in step share the bytes.</summary>
    public RawJson? Written(long revision, long current, PageAudience audience, bool named, bool causes)
    {
        var key = (revision, current, audience, named, causes);
        if (last is null || lastKey != key)
        {
            if (Since(revision, audience) is not { } delta)
            {
                return null;
            }
            (last, lastKey) = (RosterJson.Delta(delta, named, causes), key);
        }
        return last;
    }
}
