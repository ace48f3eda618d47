using VideoWall.Actors.Hosting;
using VideoWall.Actors.Ports;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Walls;

namespace VideoWall.Silo;

/// <summary>
/// What a silo does with nobody asking: wakes what must not sleep, when it starts and when another one is gone (what that
/// one had in mind for the next minute is in no reminder), and has its web front look for actors again when a silo is gone.
/// </summary>
sealed partial class SiloWork(
    IClusterMembershipService membership, IGrainFactory grains, ISiloStatusOracle oracle, AlarmClock alarms, IListings listings,
    IWebNode node, WallMetrics metrics, TimeProvider time, ILogger<SiloWork> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Reminders cannot be asked for sooner than a minute ahead; whoever is woken now sets its own alarm.</summary>
    static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(10);

    volatile bool isWakeDue = true;
    long activations;
    long live;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Host(() => (int)Interlocked.Read(ref activations), () => Interlocked.Read(ref live));
        try
        {
            await Joined(stoppingToken);
            await Task.WhenAll(FollowMembership(stoppingToken), Count(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    async Task Joined(CancellationToken stopping)
    {
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stopping))
        {
            if (snapshot.GetSiloStatus(oracle.SiloAddress) == SiloStatus.Active)
            {
                return;
            }
        }
    }

    async Task FollowMembership(CancellationToken stopping)
    {
        var before = new HashSet<SiloAddress>();
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stopping))
        {
            var now = snapshot.Members.Values.Where(m => m.Status == SiloStatus.Active).Select(m => m.SiloAddress).ToHashSet();
            if (!before.IsSubsetOf(now))
            {
                Gone(log, string.Join(", ", before.Except(now)));
                node.WatchAgain(); // what that silo held is elsewhere, and did not say goodbye
                if (oracle.SiloAddress.Equals(ClusterHealth.Eldest(now)))
                {
                    isWakeDue = true;
                    await Wake(stopping);
                }
            }
            before = now;
        }
    }

    async Task Count(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await Wake(stopping);
                Interlocked.Exchange(ref live, (await listings.Services(null, 1, state: "live", cancellation: stopping)).Total);
                var mine = await grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics([oracle.SiloAddress]);
                Interlocked.Exchange(ref activations, mine.Where(g => g.GrainType.StartsWith("VideoWall.", StringComparison.Ordinal)).Sum(g => g.ActivationCount));
            }
            catch (Exception fault) when (fault is JournalUnavailableException or OrleansException or TimeoutException)
            {
                Later(log, fault.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    async Task Wake(CancellationToken stopping)
    {
        if (!isWakeDue)
        {
            return;
        }
        try
        {
            foreach (var service in await listings.ServicesToWake(time.GetUtcNow() + Ahead, stopping))
            {
                alarms.Set(service, time.GetUtcNow());
            }
            isWakeDue = false;
        }
        catch (JournalUnavailableException fault)
        {
            Later(log, fault.Message); // within a minute
        }
    }

    [LoggerMessage(5201, LogLevel.Warning, "A silo is gone: {Silos}")]
    static partial void Gone(ILogger log, string silos);

    [LoggerMessage(5202, LogLevel.Warning, "Nothing could be counted or woken, trying again: {Reason}")]
    static partial void Later(ILogger log, string reason);
}
