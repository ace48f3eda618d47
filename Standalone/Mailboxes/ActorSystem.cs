using System.Collections.Immutable;
using VideoWall.Actors;
using VideoWall.Actors.Churches;
using VideoWall.Actors.Hosting;
using VideoWall.Actors.Kernel;
using VideoWall.Actors.Ports;
using VideoWall.Actors.Services;
using VideoWall.Domain;
using VideoWall.Domain.Churches;
using VideoWall.Domain.Services;

namespace VideoWall.Standalone.Mailboxes;

/// <summary>The actors of one machine: mailboxes in this process instead of grains in a cluster.</summary>
public sealed class ActorSystem : IActors, IDisposable
{
    readonly ActorDirectory<ServiceActor> services;
    readonly ActorDirectory<ChurchActor> churches;
    readonly AlarmClock alarms;
    readonly TimeProvider time;

    /// <param name="failed">Told when an actor's wake-up failed; it is tried again.</param>
    public ActorSystem(IJournal journal, ISnapshots snapshots, IRooms rooms, TimeProvider time, Action<string, Exception> failed)
    {
        this.time = time;
        alarms = new(time, Ring, failed);
        services = new((id, _) => new(id, journal, snapshots, rooms, new Alarm(alarms, id), time), a => a.IsIdle, time);
        churches = new((id, _) => new(id, journal, snapshots, time), a => a.IsIdle, time);
    }

    /// <summary>Actors in memory now.</summary>
    public int Active => services.Count + churches.Count;

    public IServiceActor Service(ServiceId id) => new ServiceAddress(services, id.Value);

    public IChurchActor Church(ChurchId id) => new ChurchAddress(churches, id.Value);

    /// <summary>Wakes a service soon, whether it is in memory or not.</summary>
    public void Wake(string service) => alarms.Set(service, time.GetUtcNow());

    /// <summary>Forgets actors that nobody called for <paramref name="age"/>.</summary>
    public async Task Sweep(TimeSpan age)
    {
        await services.Sweep(age);
        await churches.Sweep(age);
    }

    public void Dispose() => alarms.Dispose();

    Task Ring(string id) => services.Call(id, a => a.Wake());

    sealed class Alarm(AlarmClock clock, string id) : IWakeups
    {
        public void WakeAt(DateTimeOffset at) => clock.Set(id, at);
    }

    sealed class ServiceAddress(ActorDirectory<ServiceActor> directory, string id) : IServiceActor
    {
        public Task<CommandReply> Command(ServiceCommand command, string by) => directory.Call(id, a => a.Command(command, by));
        public Task<CommandReply> Signal(Observe observe) => directory.Call(id, a => a.Signal(observe));
        public Task<JoinReply> Join(Arrive arrive) => directory.Call(id, a => a.Join(arrive));
        public Task<ServiceInfo?> Info() => directory.Call(id, a => a.Info());
        public Task<Roster?> Roster() => directory.Call(id, a => a.Roster());
        public Task<WatchReply?> Watch(IServiceObserver observer, long? revision) => directory.Call(id, a => a.Watch(observer, revision));
        public Task Unwatch(IServiceObserver observer) => directory.Call(id, a => a.Unwatch(observer));
        public Task ReportWalls(string node, ImmutableArray<WallReport> walls) => directory.Call(id, a => a.ReportWalls(node, walls));
        public Task Wake() => directory.Call(id, a => a.Wake());
    }

    sealed class ChurchAddress(ActorDirectory<ChurchActor> directory, string id) : IChurchActor
    {
        public Task<CommandReply> Command(RegistryCommand command, string by) => directory.Call(id, a => a.Command(command, by));
        public Task<ChurchState?> Read() => directory.Call(id, a => a.Read());
    }
}
