using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;
using VideoWall.Grains.Waking;

namespace VideoWall.Grains.Services;

/// <summary>One service. Holds no rule of its own: it loads, decides, appends and tells.</summary>
[GrainType("service")]
[Reentrant]
public sealed class ServiceGrain : IGrainBase, IServiceGrain
{
    /// <summary>How often a room with people in it is compared with LiveKit's list.</summary>
    public static readonly TimeSpan ReconcileEvery = TimeSpan.FromSeconds(30);

    /// <summary>How soon after it filled it is compared for the first time; LiveKit's list lags behind by less.</summary>
    public static readonly TimeSpan FirstReconcile = TimeSpan.FromSeconds(20);

    /// <summary>By whom the journal says that presence was told.</summary>
    const string LiveKit = "livekit";

    readonly EventSourced<ServiceState, ServiceCommand, ServiceEvent> core;
    readonly IRooms rooms;
    readonly AlarmClock alarms;
    readonly TimeProvider time;
    readonly Observers observers;
    readonly string id;
    DateTimeOffset reconciledAt;

    public ServiceGrain(
        IGrainContext context, IJournal journal, ISnapshots snapshots, IRooms rooms, AlarmClock alarms,
        [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time)
    {
        (GrainContext, this.rooms, this.alarms, this.time) = (context, rooms, alarms, time);
        id = context.GrainId.Key.ToString()!;
        observers = new(time);
        core = new(ServiceStream.Name(id), ServiceStream.Definition, journal, snapshots, time) { Committed = Tell, WakeWanted = WakeAt, Restored = observers.Moved };
    }

    public IGrainContext GrainContext { get; }

    public Task<CommandReply> Command(ServiceCommand command, string by) => core.Command(command, by, command.Key);

    public async Task<CommandReply> Signal(Observe observe)
    {
        var reply = await core.Send(observe, LiveKit, observe.Signal.EventId);
        RoomEffects.Refuse(rooms, core.State, [observe.Signal], time.GetUtcNow());
        return reply;
    }

    public async Task<ImmutableArray<bool>> Signals(ImmutableArray<Observe> observed)
    {
        var replies = core.Send(observed.Select(o => ((ServiceCommand)o, (string?)o.Signal.EventId)), LiveKit);
        await ((Task)Task.WhenAll(replies)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        RoomEffects.Refuse(rooms, core.State, observed.Select(o => o.Signal), time.GetUtcNow());
        return [.. replies.Select(r => r.IsCompletedSuccessfully)];
    }

    public async Task<JoinReply> Join(Arrive arrive)
    {
        var reply = await core.Send(arrive, Identities.Of(arrive.Church));
        var info = core.State.Exists ? ServiceInfo.Of(core.State) : null;
        if (reply.Refusal is { } refusal)
        {
            return new(refusal, info, null);
        }
        var church = ArrivalRules.Known(core.State, arrive)!;
        return new(null, info, new(church.Id, church.Identity, church.Name, church.City, church.Standing == Standing.Waiting, church.Wish));
    }

    public async Task<Expectation?> Expects(string church)
    {
        await core.Load();
        if (core.State.ForgottenAt <= time.GetUtcNow())
        {
            await core.Send(new Tick(), "clock"); // it slept through its end
        }
        var (state, known) = (core.State, core.State.Churches.GetValueOrDefault(new(church)));
        return state is { Exists: true, Phase: ServicePhase.Live }
            ? new(state.Id, state.Settings.Title, state.Settings.StartsAt, known?.Standing, known is { Standing: Standing.Admitted or Standing.Waiting, Seat: not null })
            : null;
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

    public async Task<PastActs?> Acts()
    {
        await core.Load();
        return core.State.Exists ? new(core.State.Revision, core.State.Acts) : null;
    }

    public async Task<WatchReply?> Watch(IServiceObserver observer, long? revision)
    {
        await core.Load();
        if (!core.State.Exists)
        {
            return null;
        }
        if (observers.Add(observer))
        {
            WakeAt(time.GetUtcNow());
        }
        return new(core.State.Revision, revision == core.State.Revision ? null : RosterView.Of(core.State), observers.Walls, core.Epoch);
    }

    public Task Unwatch(IServiceObserver observer)
    {
        observers.Remove(observer);
        return Task.CompletedTask;
    }

    public Task ReportWalls(IServiceObserver observer, ImmutableArray<WallReport> walls)
    {
        observers.Report(observer, walls);
        return Task.CompletedTask;
    }

    public async Task Wake()
    {
        await core.Load();
        observers.DropExpired();
        if (!core.State.Exists)
        {
            return;
        }
        await core.Send(new Tick(), "clock");
        if (Compares(core.State) || (observers.Any && HasList(core.State)))
        {
            var now = time.GetUtcNow();
            var due = now - reconciledAt >= ReconcileEvery;
            reconciledAt = due ? now : reconciledAt;
            WakeAt(reconciledAt + ReconcileEvery);
            if (due)
            {
                await Reconcile();
            }
        }
    }

    /// <summary>Who is in its room can be asked for. Without LiveKit that is so for rooms of our own, and not for those that webhooks from elsewhere tell of.</summary>
    bool HasList(ServiceState s) => s.Phase == ServicePhase.Live
        && (rooms.IsConnected || s.Simulation is not null || s.RoomLedger.Sid?.StartsWith(Identities.OwnRoom, StringComparison.Ordinal) == true);

    /// <summary>Compared with LiveKit's list even while nobody watches.</summary>
    bool Compares(ServiceState s) => HasList(s) && ServiceStream.HasPeople(s);

    async Task Reconcile()
    {
        var asOf = time.GetUtcNow();
        if (await rooms.Participants(core.State.Room) is not { } listed)
        {
            return; // LiveKit did not answer: unknown is not empty
        }
        await core.Send(new Reconcile(listed, asOf), LiveKit);
        RoomEffects.Repeat(rooms, core.State, listed);
    }

    void Tell(Committed<ServiceState, ServiceEvent> committed)
    {
        if (observers.Any)
        {
            observers.Changed(RosterDelta.Between(committed.Before, committed.After, committed.Events, [.. committed.Causes]));
        }
        if (Compares(committed.After) && !Compares(committed.Before))
        {
            WakeAt(time.GetUtcNow() + FirstReconcile);
        }
        ServiceMeter.Committed(committed.Before, committed.Events);
        RoomEffects.Perform(rooms, committed.Before, committed.After, committed.Events);
    }

    void WakeAt(DateTimeOffset at) => alarms.Set(id, at);

    /// <summary>Tells those who watch that this activation ends.</summary>
    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        observers.Moved();
        return Task.CompletedTask;
    }
}
