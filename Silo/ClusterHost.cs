using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using VideoWall.Actors;
using VideoWall.Actors.Hosting;
using VideoWall.Actors.Ports;
using VideoWall.Domain;
using VideoWall.Grains;
using VideoWall.Grains.Interfaces;
using VideoWall.Hosting;
using VideoWall.Storage;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Processes;
using VideoWall.WebFront.Settings;
using VideoWall.WebFront.Simulation;

namespace VideoWall.Silo;

/// <summary>The actors as grains of a cluster in which this process is one silo.</summary>
sealed partial class ClusterHost : IHallActors
{
    /// <summary>Reminders and grain storage belong to the product, whatever the cluster is called.</summary>
    const string ServiceName = "videowall";
    const string Provider = "Npgsql";

    /// <summary>Beside those of the store: Orleans asks seldom, and a small Postgres has forty for everybody.</summary>
    const int MostConnections = 8;

    /// <summary>This program's version; while silos are replaced one by one, they differ.</summary>
    static readonly string Program = typeof(WebFrontSettings).Assembly.GetName().Version?.ToString(3) ?? "0";

    SiloSettings settings = null!;

    /// <summary>Grains move, pages reconnect in groups; a supervisor's kill comes after 30 s at the earliest.</summary>
    public TimeSpan ShutdownTimeout => TimeSpan.FromSeconds(25);

    public void Read(SettingsReader reader) => settings = SiloSettings.Read(reader);

    public void Add(WebApplicationBuilder builder, Store store, string connectionString)
    {
        builder.Logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error); // it recommends a collector that is not this small server's
        builder.Services.AddMessages();
        builder.Services.AddSingleton<ClusterActors>().AddSingleton<IActors>(p => p.GetRequiredService<ClusterActors>());
        builder.Services.AddSingleton(Alarms).AddSingleton<GrainPorts>();
        builder.Services.AddSingleton<ClusterHealth>().AddSingleton<IReadyPart>(p => p.GetRequiredService<ClusterHealth>());
        builder.Services.AddSingleton<ISimulationPlace>(p => p.GetRequiredService<ClusterHealth>());
        builder.Services.AddSingleton<IProcesses, ClusterProcesses>();
        builder.Services.AddHostedService<SiloWork>().AddSingleton<IHostLifetime, DrainingLifetime>();
        connectionString = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = MostConnections }.ConnectionString;
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (settings.Cluster, ServiceName));
            silo.ConfigureEndpoints(settings.Advertised, settings.SiloPort, settings.GatewayPort, listenOnAnyHostAddress: !System.Net.IPAddress.IsLoopback(settings.Advertised));
            silo.UseSiloMetadata(new Dictionary<string, string> { [ClusterProcesses.Version] = Program }); // others ask for it
            silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Provider, connectionString));
            silo.UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (Provider, connectionString));
            silo.AddAdoNetGrainStorage(GrainSnapshots.Storage, o =>
            {
                (o.Invariant, o.ConnectionString) = (Provider, connectionString);
                o.GrainStorageSerializer = new SnapshotSerializer();
            });
            silo.Configure<ClusterMembershipOptions>(Liveness);
            silo.Configure<GrainCollectionOptions>(o => (o.CollectionAge, o.CollectionQuantum) = (TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(1)));
            silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(10));
        });
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Predecessors>();
        builder.Services.AddSingleton<ISnapshots, GrainSnapshots>(); // in place of the store's own
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

    static AlarmClock Alarms(IServiceProvider services)
    {
        var log = services.GetRequiredService<ILogger<ClusterHost>>();
        var actors = new Lazy<IActors>(services.GetRequiredService<IActors>);
        return new(
            services.GetRequiredService<TimeProvider>(), id => actors.Value.Service(new ServiceId(id)).Wake(), (id, fault) => WakeFailed(log, id, fault.Message));
    }

    [LoggerMessage(5001, LogLevel.Warning, "Service {Service} could not be woken, trying again: {Reason}")]
    internal static partial void WakeFailed(ILogger log, string service, string reason);
}
