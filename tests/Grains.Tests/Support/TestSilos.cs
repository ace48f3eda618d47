using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using VideoWall.Domain;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Grains.Tests.Support;

/// <summary>
/// A cluster of two silos in this process. The grains' clock is the test's; the cluster keeps real time.
/// </summary>
public sealed class TestSilos : IAsyncDisposable
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    readonly InProcessTestCluster cluster;
    readonly ConditionalWeakTable<Observer, IServiceObserver> references = [];

    TestSilos(InProcessTestCluster cluster) => this.cluster = cluster;

    IGrainFactory Grains => cluster.GetSiloServiceProvider().GetRequiredService<IGrainFactory>();

    IManagementGrain Management => Grains.GetGrain<IManagementGrain>(0);

    /// <param name="database">Migrated; keeps the snapshots.</param>
    public static async Task<TestSilos> Start(ScriptedStore store, IListings listings, IRooms rooms, TimeProvider time, string database)
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        builder.Options.ServiceId = "videowall"; // grain storage is kept by it: a second cluster finds what the first one wrote
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddKeyedSingleton(TimeProviderNames.Grains, time);
            silo.Services.AddSingleton<IJournal>(store.Journal).AddSingleton(listings).AddSingleton(rooms);
            silo.AddAdoNetGrainStorage(SnapshotStorage.ProviderName, o =>
            {
                (o.Invariant, o.ConnectionString, o.GrainStorageSerializer) = ("Npgsql", database, new SnapshotSerializer());
            });
            silo.AddVideoWallGrains();
            silo.Services.AddSingleton<SnapshotStorage>().AddSingleton(p => store.Over(p.GetRequiredService<SnapshotStorage>()));
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        var silos = new TestSilos(cluster);
        cluster.GetSiloServiceProvider().GetRequiredService<ISnapshots>(); // so that a test may look into them first
        return silos;
    }

    public ServiceUnderTest Service(ServiceId id) => new(this, Grains.Service(id));

    public IChurchGrain Church(ChurchId id) => Grains.Church(id);

    /// <summary>Grains in memory now.</summary>
    public async Task<int> InMemory() => (await Management.GetSimpleGrainStatistics())
        .Where(g => g.GrainType.StartsWith("VideoWall.", StringComparison.Ordinal)).Sum(g => g.ActivationCount);

    /// <summary>Lets go of every grain that is not at work.</summary>
    public async Task Forget()
    {
        await Management.ForceActivationCollection(TimeSpan.Zero);
        await Eventually.Is("nothing is in memory", InMemory, count => count == 0, Timeout);
    }

    /// <summary>As a silo ends whose process is killed.</summary>
    public Task KillOne() => cluster.KillSiloAsync(cluster.Silos[^1]);

    /// <summary>What grains address the observer by; it stays the same.</summary>
    public IServiceObserver Reference(Observer observer) => references.GetValue(observer, o => Grains.CreateObjectReference<IServiceObserver>(o));

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();
}
