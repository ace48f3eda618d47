using VideoWall.Actors;
using VideoWall.Actors.Ports;
using VideoWall.Actors.Specification;
using VideoWall.Fakes;
using VideoWall.Standalone.Mailboxes;

namespace VideoWall.Standalone.Tests;

/// <summary>The mailboxes of one machine over a store in memory.</summary>
sealed class StandaloneStage : IActorStage
{
    public Task<(IJournal Journal, ISnapshots Snapshots)> Open()
    {
        var store = new MemoryStore();
        return Task.FromResult<(IJournal, ISnapshots)>((store.Journal, store.Snapshots));
    }

    public Task<IActorHost> Start(ActorPorts ports) => Task.FromResult<IActorHost>(new StandaloneHost(ports));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The mailboxes of one machine, as a host that the specification can run.</summary>
sealed class StandaloneHost(ActorPorts ports) : IActorHost
{
    readonly ActorSystem system = new(ports.Journal, ports.Snapshots, ports.Rooms, ports.Time, (_, _) => { });

    public IActors Actors => system;

    public Task<int> InMemory() => Task.FromResult(system.Active);

    public Task Forget(TimeSpan idleFor) => system.Sweep(idleFor);

    public ValueTask DisposeAsync()
    {
        system.Dispose();
        return ValueTask.CompletedTask;
    }
}
