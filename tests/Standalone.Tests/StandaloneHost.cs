using VideoWall.Actors;
using VideoWall.Actors.Specification;
using VideoWall.Standalone.Mailboxes;

namespace VideoWall.Standalone.Tests;

/// <summary>The mailboxes of one machine, as a host that the specification can run.</summary>
sealed class StandaloneHost(ActorPorts ports) : IActorHost
{
    readonly ActorSystem system = new(ports.Journal, ports.Snapshots, ports.Rooms, ports.Time, (_, _) => { });

    public IActors Actors => system;

    public static Task<IActorHost> Start(ActorPorts ports) => Task.FromResult<IActorHost>(new StandaloneHost(ports));

    public Task<int> InMemory() => Task.FromResult(system.Active);

    public Task Forget(TimeSpan idleFor) => system.Sweep(idleFor);

    public ValueTask DisposeAsync()
    {
        system.Dispose();
        return ValueTask.CompletedTask;
    }
}
