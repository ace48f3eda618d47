using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using VideoWall.Actors.Services;
using VideoWall.Domain;
using VideoWall.Domain.Wall;
using VideoWall.WebFront.Health;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// This node's one watch of a service: told once of each change, it fans out to the pages connected here. Serves
/// snapshots from its own copy, so a thousand reloading walls cost the actor nothing, and goes on serving it while the
/// actor or its database is away.
/// </summary>
sealed partial class Relay : IServiceObserver, IAsyncDisposable
{
    static readonly TimeSpan RenewEvery = ServiceActor.Lease / 3;
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    readonly IServiceActor actor;
    readonly TimeProvider time;
    readonly ILogger log;
    readonly Lock gate = new();
    readonly DeltaLog deltas = new();
    readonly Snapshots snapshots = new();
    readonly CancellationTokenSource stopping = new();
    readonly TaskCompletionSource<bool> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task watching;
    readonly Rounds rounds;
    readonly ChurchPages churches = new();
    readonly List<Action> told = [];
    readonly PushCauses causes = new();
    ImmutableArray<PageConnection> pages = [];
    TaskCompletionSource resync = new(TaskCreationOptions.RunContinuationsAsynchronously);
    RosterView? roster;

    /// <summary>The revision of the latest round: what came later is told in the next one.</summary>
    long aim;

    public Relay(ServiceId id, IServiceActor actor, string node, TimeProvider time, ILogger log)
    {
        (Id, this.actor, this.time, this.log) = (id, actor, time, log);
        Walls = new WallBeats(node, actor, time);
        rounds = new Rounds(Tell, time);
        watching = Task.Run(KeepWatch);
    }

    public ServiceId Id { get; }

    /// <summary>The walls connected to this node, and what all nodes' walls report.</summary>
    public WallBeats Walls { get; }

    public bool IsIdle => pages.IsEmpty && churches.IsEmpty && Walls.IsEmpty;

    /// <summary>The roster as this node knows it; null before the first watch succeeded.</summary>
    public RosterView? Roster => roster;

    /// <summary>True when the service exists; waits until the first watch was answered.</summary>
    public Task<bool> Exists(CancellationToken cancellation) => first.Task.WaitAsync(cancellation);

    /// <summary>Adds a page and answers its Watch: what it missed since its revision, or everything.</summary>
    public RawJson Attach(PageConnection page, long? revision)
    {
        lock (gate)
        {
            var current = roster!;
            page.Revision = current.Revision;
            if (!pages.Contains(page))
            {
                pages = pages.Add(page);
            }
            if (revision == current.Revision)
            {
                return RosterJson.Missed(Id, null, time.GetUtcNow());
            }
            return revision is { } known && deltas.Since(known, page.Audience) is { } missed
                ? RosterJson.Missed(Id, missed, time.GetUtcNow())
                : snapshots.Of(current, page.Audience, time.GetUtcNow());
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

    public Task Changed(RosterDelta delta)
    {
        lock (gate)
        {
            if (roster is { } known && delta.To <= known.Revision)
            {
                return Task.CompletedTask; // the answer to Watch had it
            }
            if (roster is not { } current || delta.From != current.Revision)
            {
                WatchAgain(); // it overtook the answer to Watch, or a call was lost on the way
                return Task.CompletedTask;
            }
            Apply(current.Apply(delta), delta);
        }
        rounds.Ask();
        return Task.CompletedTask;
    }

    public Task WallsChanged(ImmutableArray<WallReport> walls)
    {
        Walls.Heard(walls);
        return Task.CompletedTask;
    }

    public Task Moved()
    {
        WatchAgain();
        return Task.CompletedTask;
    }

    /// <summary>Renews the watch now: the actor may be elsewhere, or what it told may have been lost.</summary>
    public void WatchAgain() => resync.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        rounds.Dispose();
        Walls.Dispose();
        stopping.Dispose();
    }

    async Task KeepWatch()
    {
        while (!stopping.IsCancellationRequested)
        {
            var pause = RetryAfter;
            try
            {
                var reply = await actor.Watch(this, roster?.Revision).WaitAsync(stopping.Token);
                Adopt(reply);
                first.TrySetResult(reply is not null); // not before: who waits for it reads the roster next
                pause = RenewEvery;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault) // whatever it is: pages keep their picture, and the watch is tried again
            {
                WatchFailed(log, Id.Value, fault.Message);
            }
            await Task.WhenAny(Task.Delay(pause, time, stopping.Token), resync.Task);
            if (resync.Task.IsCompleted)
            {
                resync = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
        try
        {
            await actor.Unwatch(this);
        }
        catch (Exception fault)
        {
            WatchFailed(log, Id.Value, fault.Message); // its lease ends by itself
        }
    }

    void Adopt(WatchReply? reply)
    {
        if (reply is null)
        {
            return;
        }
        Walls.Heard(reply.Walls);
        if (reply.Roster is not { } whole)
        {
            return;
        }
        lock (gate)
        {
            if (roster is { } current && whole.Revision <= current.Revision)
            {
                return;
            }
            // What was missed is the difference of the two rosters: pages in step never need a snapshot.
            Apply(whole, RosterDelta.Between(roster ?? whole with { Seats = whole.Seats.Clear() }, whole));
        }
        rounds.Ask();
    }

    void Apply(RosterView after, RosterDelta delta)
    {
        if (roster is not null)
        {
            deltas.Add(delta);
        }
        roster = after;
        causes.Add(delta.Causes);
        told.AddRange(churches.Apply(delta));
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
            page.Poke();
        }
        foreach (var tell in now)
        {
            tell();
        }
        return all.Length + now.Length;
    }

    [LoggerMessage(2001, LogLevel.Warning, "Watch of service {Service} failed, trying again: {Reason}")]
    static partial void WatchFailed(ILogger log, string service, string reason);
}
