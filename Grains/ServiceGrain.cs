using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using VideoWall.Actors.Kernel;
using VideoWall.Actors.Services;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains;

/// <summary>A service's actor with an address in the cluster; no rule of its own.</summary>
[GrainType("service")]
[Reentrant]
public sealed class ServiceGrain : IGrainBase, IServiceGrain, IRemindable
{
    readonly ServiceActor actor;

    public ServiceGrain(IGrainContext context, GrainPorts ports, ILogger<ServiceGrain> log)
    {
        GrainContext = context;
        actor = new(context.GrainId.Key.ToString()!, ports.Journal, ports.Snapshots, ports.Rooms, new GrainWakeups(this, ports, log), ports.Time);
    }

    public IGrainContext GrainContext { get; }

    /// <inheritdoc cref="ServiceActor.IsIdle"/>
    public bool IsIdle => actor.IsIdle;

    public Task<CommandReply> Command(ServiceCommand command, string by) => Faults.Told(actor.Command(command, by));

    public Task<CommandReply> Signal(Observe observe) => Faults.Told(actor.Signal(observe));

    public Task<JoinReply> Join(Arrive arrive) => Faults.Told(actor.Join(arrive));

    public Task<ServiceInfo?> Info() => Faults.Told(actor.Info());

    public Task<Roster?> Roster() => Faults.Told(actor.Roster());

    public Task<WatchReply?> Watch(IServiceWatcher observer, long? revision) => Faults.Told(actor.Watch(new FarObserver(observer), revision));

    public Task Unwatch(IServiceWatcher observer) => actor.Unwatch(new FarObserver(observer));

    public Task ReportWalls(string node, ImmutableArray<WallReport> walls) => actor.ReportWalls(node, walls);

    public Task Wake() => Faults.Told(actor.Wake());

    public Task ReceiveReminder(string reminderName, TickStatus status) => Faults.Told(actor.Wake());

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        actor.Leave();
        return Task.CompletedTask;
    }
}
