using System.Collections.Immutable;
using VideoWall.Actors.Kernel;
using VideoWall.Actors.Ports;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Actors.Services;

/// <summary>One service. Holds no rule of its own: it loads, decides, appends and tells.</summary>
public sealed class ServiceActor : IServiceActor
{
    /// <summary>How long a watch lasts without being renewed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How often a room with people in it is compared with LiveKit's list.</summary>
    public static readonly TimeSpan ReconcileEvery = TimeSpan.FromSeconds(30);

    readonly string id;
    readonly EventSourced<ServiceState, ServiceCommand, ServiceEvent> core;
    readonly IRooms rooms;
    readonly IWakeups wakeups;
    readonly TimeProvider time;
    readonly Watchers watchers;
    DateTimeOffset reconciledAt;

    public ServiceActor(string id, IJournal journal, ISnapshots snapshots, IRooms rooms, IWakeups wakeups, TimeProvider time)
    {
        (this.id, this.rooms, this.wakeups, this.time) = (id, rooms, wakeups, time);
        watchers = new(time);
        core = new(ServiceRules.Stream(id), ServiceRules.Aggregate, journal, snapshots, time)
        {
            Committed = Tell,
            WakeWanted = at => wakeups.WakeAt(at),
        };
    }

    /// <summary>True when nothing is lost by forgetting this actor: no work, nobody watching.</summary>
    public bool IsIdle
    {
        get
        {
            watchers.DropExpired();
            return !core.IsBusy && !watchers.Any;
        }
    }

    public Task<CommandReply> Command(ServiceCommand command, string by) => core.Send(command, by);

    public Task<CommandReply> Signal(Observe observe) => core.Send(observe, "livekit", observe.Signal.EventId);

    public async Task<JoinReply> Join(Arrive arrive)
    {
        var reply = await core.Send(arrive, Identities.Of(arrive.Church));
        var info = core.State.Exists ? ServiceInfo.Of(core.State) : null;
        if (reply.Refusal is { } refusal)
        {
            return new(refusal, info, null);
        }
        var church = ArrivalRules.Known(core.State, arrive)!;
        return new(null, info, new(church.Id, church.Identity, church.Name, church.City, church.Standing == Standing.Waiting));
    }

    public async Task<ServiceInfo?> Info()
    {
        await core.Load();
        return core.State.Exists ? ServiceInfo.Of(core.State) : null;
    }

    public async Task<Roster?> Roster()
    {
        await core.Load();
        return core.State.Exists ? Rosters.Of(core.State, time.GetUtcNow()) : null;
    }

    public async Task<WatchReply?> Watch(IServiceObserver observer, long? revision)
    {
        await core.Load();
        if (!core.State.Exists)
        {
            return null;
        }
        if (watchers.Add(observer))
        {
            wakeups.WakeAt(time.GetUtcNow());
        }
        return new(core.State.Revision, revision == core.State.Revision ? null : RosterView.Of(core.State), watchers.Walls);
    }

    public Task Unwatch(IServiceObserver observer)
    {
        watchers.Remove(observer);
        return Task.CompletedTask;
    }

    public Task ReportWalls(string node, ImmutableArray<WallReport> walls)
    {
        watchers.Report(node, walls);
        return Task.CompletedTask;
    }

    public async Task Wake()
    {
        await core.Load();
        watchers.DropExpired();
        if (!core.State.Exists)
        {
            wakeups.Remember(null);
            return;
        }
        await core.Send(new Tick(), "clock");
        wakeups.Remember(ServiceRules.WakeAt(core.State));
        if (core.State.Phase == ServicePhase.Live && HasList && (core.State.RoomLedger.Sid is not null || watchers.Any))
        {
            var now = time.GetUtcNow();
            var due = now - reconciledAt >= ReconcileEvery;
            reconciledAt = due ? now : reconciledAt;
            wakeups.WakeAt(reconciledAt + ReconcileEvery);
            if (due)
            {
                await Reconcile();
            }
        }
    }

    bool HasList => rooms.IsConnected || core.State.Simulation is not null;

    async Task Reconcile()
    {
        var asOf = time.GetUtcNow();
        if (await rooms.Participants(core.State.Room) is not { } listed)
        {
            return; // LiveKit did not answer: unknown is not empty
        }
        await core.Send(new Reconcile(listed, asOf), "livekit");
        foreach (var church in core.State.Churches.Values)
        {
            if (church is { IsPresent: true, Standing: Standing.Removed or Standing.Denied })
            {
                _ = rooms.Remove(core.State.Room, church.Identity);
            }
        }
    }

    void Tell(Committed<ServiceState, ServiceEvent> committed)
    {
        if (watchers.Any)
        {
            watchers.Changed(RosterDelta.Between(committed.Before, committed.After, committed.Events, [.. committed.Causes]));
        }
        if (ServiceRules.WakeAt(committed.Before) != ServiceRules.WakeAt(committed.After))
        {
            wakeups.Remember(ServiceRules.WakeAt(committed.After));
        }
        ServiceMeter.Committed(committed.Before, committed.Events);
        RoomEffects.Perform(rooms, committed.After, committed.Events);
    }

    /// <summary>Tells those who watch that this activation ends; the host calls it last.</summary>
    public void Leave() => watchers.Moved();

    public override string ToString() => ServiceRules.Stream(id);
}
