using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using VideoWall.Actors;
using VideoWall.Actors.Hosting;
using VideoWall.Actors.Specification;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.Tests;

/// <summary>
/// A cluster of two silos, as a host that the specification can run. The actors' clock is the test's; the cluster keeps
/// real time, so that what Orleans would collect by age is found here by who was called when.
/// </summary>
sealed class GrainHost : IActorHost
{
    readonly InProcessTestCluster cluster;
    readonly CallLog calls;

    GrainHost(InProcessTestCluster cluster, CallLog calls)
    {
        (this.cluster, this.calls) = (cluster, calls);
        Actors = new ClusterActors(cluster.GetSiloServiceProvider().GetRequiredService<IGrainFactory>(), TimeProvider.System);
    }

    public IActors Actors { get; }

    /// <param name="database">Migrated; keeps the reminders.</param>
    public static async Task<GrainHost> Start(ActorPorts ports, string database)
    {
        var calls = new CallLog(ports.Time);
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddMessages();
            silo.Services.AddSingleton(p => new AlarmClock(
                ports.Time, id => p.GetRequiredService<IGrainFactory>().GetGrain<IServiceGrain>(id).Wake(), (_, _) => { }));
            silo.Services.AddSingleton(p => new GrainPorts(ports.Journal, ports.Snapshots, ports.Rooms, p.GetRequiredService<AlarmClock>(), ports.Time));
            silo.UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = ("Npgsql", database));
            silo.AddIncomingGrainCallFilter(calls);
            silo.AddGrainExtension<IRestExtension, RestExtension>();
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new GrainHost(cluster, calls);
    }

    public Task<int> InMemory() => Task.FromResult(calls.Called.Count(IsInMemory));

    public async Task Forget(TimeSpan idleFor)
    {
        foreach (var grain in calls.IdleFor(idleFor).Where(IsInMemory))
        {
            if (await cluster.GetSiloServiceProvider().GetRequiredService<IGrainFactory>().GetGrain(grain).AsReference<IRestExtension>().IsIdle())
            {
                await cluster.DeactivateAsync(grain);
            }
        }
    }

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();

    bool IsInMemory(GrainId grain) => cluster.TryGetGrainContext(grain, out _);
}

/// <summary>Which actors were called, and when by the test's clock.</summary>
sealed class CallLog(TimeProvider time) : IIncomingGrainCallFilter
{
    readonly System.Collections.Concurrent.ConcurrentDictionary<GrainId, DateTimeOffset> last = new();

    public IEnumerable<GrainId> Called => last.Keys;

    public IEnumerable<GrainId> IdleFor(TimeSpan age) => last.Where(l => time.GetUtcNow() - l.Value >= age).Select(l => l.Key).ToList();

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is ServiceGrain or ChurchGrain && context.InterfaceMethod.DeclaringType != typeof(IRestExtension))
        {
            last[context.TargetId] = time.GetUtcNow();
        }
        return context.Invoke();
    }
}

/// <summary>Asks a grain, in a turn of its own, whether it may be forgotten.</summary>
public interface IRestExtension : IGrainExtension
{
    Task<bool> IsIdle();
}

sealed class RestExtension(IGrainContextAccessor accessor) : IRestExtension
{
    public Task<bool> IsIdle() => Task.FromResult(accessor.GrainContext.GrainInstance switch
    {
        ServiceGrain service => service.IsIdle,
        ChurchGrain church => church.IsIdle,
        _ => false,
    });
}
