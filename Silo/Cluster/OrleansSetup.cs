using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;
using VideoWall.Silo.Rooms;
using VideoWall.Silo.Settings;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Processes;
using VideoWall.WebFront.Settings;
using VideoWall.WebFront.Simulation;

namespace VideoWall.Silo.Cluster;

/// <summary>This process as one silo of a cluster, on Postgres.</summary>
static class OrleansSetup
{
    /// <summary>Grain storage belongs to the product, whatever the cluster is called.</summary>
    const string ServiceName = "videowall";
    const string Provider = "Npgsql";

    /// <summary>Beside those of the store: Orleans asks seldom, and a small Postgres has forty for everybody.</summary>
    const int MostConnections = 8;

    /// <summary>Grains move, pages reconnect in groups; a supervisor's kill comes after 30 s at the earliest.</summary>
    static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    /// <summary>This program's version; while silos are replaced one by one, they differ.</summary>
    static readonly string Version = typeof(WebFrontSettings).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <param name="certificate">Shared by the silos of the cluster; null where no other is expected.</param>
    public static void AddSilo(
        this WebApplicationBuilder builder, SiloSettings settings, string connectionString, X509Certificate2? certificate, Action<ISiloBuilder> grains)
    {
        builder.Services.AddSingleton<ClusterHealth>().AddSingleton<IReadyPart>(p => p.GetRequiredService<ClusterHealth>());
        builder.Services.AddSingleton<ISimulationPlace>(p => p.GetRequiredService<ClusterHealth>());
        builder.Services.AddSingleton<IProcesses, ClusterProcesses>();
        builder.Services.AddHostedService<SiloWork>().AddSingleton<IHostLifetime, DrainingLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = ShutdownTimeout);
        connectionString = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = MostConnections }.ConnectionString;
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (settings.Cluster, ServiceName));
            silo.ConfigureEndpoints(settings.Advertised, settings.SiloPort, settings.GatewayPort, listenOnAnyHostAddress: settings.ListensEverywhere);
            silo.UseSiloMetadata(new Dictionary<string, string> { [ClusterProcesses.Version] = Version }); // others ask for it
            silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Provider, connectionString));
            silo.AddAdoNetGrainStorage(SnapshotStorage.ProviderName, o =>
            {
                (o.Invariant, o.ConnectionString) = (Provider, connectionString);
                o.GrainStorageSerializer = new SnapshotSerializer();
            });
            silo.Configure<ClusterMembershipOptions>(Liveness);
            silo.Configure<GrainCollectionOptions>(o => (o.CollectionAge, o.CollectionQuantum) = (TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(1)));
            silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = GrainCallTimes.Try);
            silo.AddPlacementDirector<AtEldest, AtEldestDirector>();
            if (certificate is not null)
            {
                silo.UseClusterCertificate(certificate);
            }
            if (settings.Dashboard)
            {
                Dashboard.Add(silo);
            }
            grains(silo);
        });
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StaleSiloWait>();
    }

    /// <summary>
    /// Seconds, not minutes, to notice that a silo is gone, and to let the next ones in after all of them were killed:
    /// their rows are stale after three times the time between two signs of life.
    /// </summary>
    static void Liveness(ClusterMembershipOptions o)
    {
        o.ProbeTimeout = TimeSpan.FromSeconds(1);
        // One more, and votes that are forgotten soon: on a machine that can hardly keep up, probes are late now and then, and
        // two suspicions a quarter of a minute apart put out a silo that was at work.
        o.NumMissedProbesLimit = 3;
        o.DeathVoteExpirationTimeout = TimeSpan.FromSeconds(10);
        // A probe through a third silo runs out of time at both ends in the same millisecond when a silo is frozen, and
        // counts only if the answer is first: giving it up would be a matter of luck. Two silos have to agree as it is.
        o.EnableIndirectProbes = false;
        o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
        o.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        o.MaxJoinAttemptTime = TimeSpan.FromSeconds(30);
        o.DefunctSiloExpiration = TimeSpan.FromHours(1);
        o.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }
}
