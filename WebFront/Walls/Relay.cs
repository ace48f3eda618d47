using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using VideoWall.Domain.Wall;
using VideoWall.Domain;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Health;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// What this silo knows of one service: told once of each change, it fans out to the pages connected here. Serves
/// snapshots from its own copy, so a thousand reloading walls cost the grain nothing, and goes on serving it while the
/// grain or its database is away.
/// </summary>
sealed class Relay : IRosterReceiver, IAsyncDisposable
{
    readonly TimeProvider time;
    readonly Lock gate = new();
    readonly DeltaLog deltas = new();
    readonly SnapshotCache snapshots = new();
    readonly ChurchPages churches = new();
    readonly HeldPasses passes = new();
    readonly List<Action> told = [];
    readonly UpdateThrottle throttle;
    readonly ServiceWatch watch;
    readonly PushCauses causes = new();
    ImmutableArray<PageConnection> pages = [];
    RosterView? roster;

    /// <summary>In which the roster's revision counts; null from an older silo.</summary>
    string? epoch;

    /// <summary>The epoch is another one: the roster must come whole, whatever its revision.</summary>
    bool isStale;

    /// <summary>The revision of the latest round: what came later is told in the next one.</summary>
    long aim;

    public Relay(ServiceId id, IGrainFactory grains, TimeProvider time, DatabaseOutage outage, ILogger log)
    {
        (Id, this.time) = (id, time);
        throttle = new(Tell, time);
        Walls = new(walls => watch!.Report(walls), time);
        watch = new(id, grains, this, time, outage, log);
    }

    public ServiceId Id { get; }

    /// <summary>The walls connected to this silo, and what all silos' walls report.</summary>
    public WallBeats Walls { get; }

    /// <inheritdoc cref="ServiceWatch.Exists"/>
    public Task<bool> Exists(CancellationToken cancellation) => watch.Exists(cancellation);

    /// <inheritdoc cref="ServiceWatch.Renew"/>
    public void WatchAgain() => watch.Renew();

    /// <summary>Adds a page and answers its Watch: what it missed since its revision, or everything.</summary>
    /// <param name="known">The epoch of that revision: in another one it means nothing. Null where the page does not say.</param>
    public RawJson Attach(PageConnection page, long? revision, string? known = null)
    {
        lock (gate)
        {
            var current = roster!;
            revision = known is null || known == epoch ? revision : null;
            page.Revision = current.Revision;
            if (!pages.Contains(page))
            {
                pages = pages.Add(page);
            }
            if (revision == current.Revision)
            {
                return RosterJson.Missed(Id, null, time.GetUtcNow());
            }
            return revision is { } from && deltas.Since(from, page.Audience) is { } missed
                ? RosterJson.Missed(Id, missed, time.GetUtcNow())
                : snapshots.Of(current, page.Audience, epoch, time.GetUtcNow());
        }
    }

    public void Detach(PageConnection page)
    {
        lock (gate)
        {
            pages = pages.Remove(page);
        }
    }

    /// <summary>Calls back when something of a church's own, or of the whole roster, changed.</summary>
    public void Attach(ChurchId church, Action changed)
    {
        lock (gate)
        {
            churches.Add(church, changed);
        }
    }

    public void Detach(ChurchId church, Action changed)
    {
        lock (gate)
        {
            churches.Remove(church, changed);
        }
    }

    /// <summary>Whether a pass opens what it was issued for, as far as this silo knows.</summary>
    public bool Opens(HubPass pass)
    {
        lock (gate)
        {
            return HeldPasses.Opens(pass, roster!.Header, churches.SeatOf(new(pass.Subject)));
        }
    }

    /// <summary>Calls back when a pass that opens now was withdrawn, after its page was told what withdrew it. False: it opens nothing.</summary>
    public bool Hold(HubPass pass, Action withdrawn)
    {
        lock (gate)
        {
            if (!Opens(pass))
            {
                return false;
            }
            passes.Add(pass, withdrawn);
            return true;
        }
    }

    public void Release(HubPass pass, Action withdrawn)
    {
        lock (gate)
        {
            passes.Remove(pass, withdrawn);
        }
    }

    /// <summary>The roster's header and a church's place in it (null: none).</summary>
    public (RosterView Roster, SeatView? Seat) PlaceOf(ChurchId church)
    {
        lock (gate)
        {
            return (roster!, churches.SeatOf(church));
        }
    }

    /// <summary>The next message for a page, or null when it has what the latest round tells.</summary>
    public SerializedHubMessage? Next(PageConnection page)
    {
        lock (gate)
        {
            var from = page.Revision;
            if (roster is not { } current || from >= aim)
            {
                return null;
            }
            if (deltas.Message(from, page.Audience, page.IsNamed, page.WantsCauses) is var (message, to))
            {
                page.Revision = to;
                return message;
            }
            // Too far behind for the kept deltas: an empty one with a gap makes the page ask for a snapshot.
            page.Revision = current.Revision;
            return WallConnections.Changed(RosterJson.Delta(new(Id, current.Revision, current.Revision, current.Header, current.Header, [], []), page.IsNamed, false));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await watch.DisposeAsync();
        throttle.Dispose();
        Walls.Dispose();
    }

    long? IRosterReceiver.Revision => isStale ? null : roster?.Revision;

    bool IRosterReceiver.Apply(RosterDelta delta)
    {
        lock (gate)
        {
            if (roster is { } known && delta.To <= known.Revision)
            {
                return true; // the answer to Watch had it
            }
            if (roster is not { } current || delta.From != current.Revision)
            {
                return false; // it overtook the answer to Watch, or a call was lost on the way
            }
            Apply(current.Apply(delta), delta);
        }
        throttle.Request();
        return true;
    }

    void IRosterReceiver.Adopt(WatchReply reply)
    {
        Walls.Heard(reply.Walls);
        ImmutableArray<PageConnection> strangers = [];
        lock (gate)
        {
            var restored = roster is not null && reply.Epoch != epoch;
            if (reply.Roster is not { } whole)
            {
                isStale = restored;
                return;
            }
            if (roster is { } current && !restored && whole.Revision <= current.Revision)
            {
                return;
            }
            // What was missed is the difference of the two rosters: pages in step never need a snapshot.
            var missed = RosterDelta.Between(roster ?? whole with { Seats = whole.Seats.Clear() }, whole);
            Apply(whole, missed);
            (epoch, isStale) = (reply.Epoch, false);
            if (restored)
            {
                deltas.Clear();
                strangers = missed.IsEmpty ? [] : pages;
            }
        }
        foreach (var page in strangers)
        {
            page.Leave(); // no delta leads from what it has to what is now
        }
        throttle.Request();
    }

    void IRosterReceiver.WallsChanged(ImmutableArray<WallReport> walls) => Walls.Heard(walls);

    void Apply(RosterView after, RosterDelta delta)
    {
        if (roster is not null)
        {
            deltas.Add(delta);
        }
        roster = after;
        causes.Add(delta.Causes);
        told.AddRange(churches.Apply(delta));
        passes.Withdrawn(delta, told);
    }

    int Tell()
    {
        Action[] now;
        Activity? span;
        lock (gate)
        {
            span = causes.Push(Id.Value);
            aim = roster?.Revision ?? 0;
            deltas.BeginRound();
            now = [.. told];
            told.Clear();
        }
        using var push = span;
        var all = pages;
        push?.SetTag("videowall.pages", all.Length);
        foreach (var page in all)
        {
            page.Notify();
        }
        foreach (var tell in now)
        {
            tell();
        }
        return all.Length + now.Length;
    }
}
