using VideoWall.Actors.Ports;
using VideoWall.Standalone.Mailboxes;
using VideoWall.WebFront.Health;

namespace VideoWall.Standalone;

/// <summary>Wakes the actors that must not sleep through a restart, and lets idle ones leave memory.</summary>
sealed partial class ActorHost(ActorSystem actors, IListings listings, WallMetrics metrics, TimeProvider time, ILogger<ActorHost> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(2);

    long live;

    public static ActorSystem Create(IServiceProvider services)
    {
        var log = services.GetRequiredService<ILogger<ActorHost>>();
        return new(
            services.GetRequiredService<IJournal>(), services.GetRequiredService<ISnapshots>(), services.GetRequiredService<IRooms>(),
            services.GetRequiredService<TimeProvider>(), (id, fault) => WakeFailed(log, id, fault.Message));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Host(() => actors.Active, () => Interlocked.Read(ref live));
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                await Wake(stoppingToken);
                await actors.Sweep(IdleAfter);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    async Task Wake(CancellationToken cancellation)
    {
        try
        {
            foreach (var service in await listings.ServicesToWake(time.GetUtcNow(), cancellation))
            {
                actors.Wake(service);
            }
            Interlocked.Exchange(ref live, (await listings.Services(null, 1, state: "live", cancellation: cancellation)).Total);
        }
        catch (JournalUnavailableException fault)
        {
            WakeFailed(log, "(all)", fault.Message);
        }
    }

    [LoggerMessage(3001, LogLevel.Warning, "Service {Service} could not be woken, trying again: {Reason}")]
    static partial void WakeFailed(ILogger log, string service, string reason);
}
