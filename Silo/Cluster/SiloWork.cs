using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Walls;

namespace VideoWall.Silo.Cluster;

/// <summary>
/// What a silo does with nobody asking: has its relays look for their grains again when another silo is gone, and counts
/// for the metrics.
/// </summary>
sealed partial class SiloWork(
    IClusterMembershipService membership, IGrainFactory grains, ILocalSiloDetails self, IListings listings,
    IRelays relays, WallMetrics metrics, TimeProvider time, ILogger<SiloWork> log) : BackgroundService
{
    static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(1);

    long activations;
    long live;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Host(() => (int)Interlocked.Read(ref activations), () => Interlocked.Read(ref live));
        try
        {
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
            if (snapshot.GetSiloStatus(self.SiloAddress) == SiloStatus.Active)
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
            var now = snapshot.Members.Values.Where(m => m.Status == SiloStatus.Active && !m.SiloAddress.Equals(self.SiloAddress)).Select(m => m.SiloAddress).ToHashSet();
            if (!before.IsSubsetOf(now))
            {
                Gone(log, string.Join(", ", before.Except(now)));
                relays.WatchAgain(); // what that silo held is elsewhere, and did not say goodbye
            }
            before = now;
        }
    }

    async Task Count(CancellationToken stopping)
    {
        await Joined(stopping); // before that no grain can be placed
        using var timer = new PeriodicTimer(CountEvery, time);
        do
        {
            try
            {
                Interlocked.Exchange(ref live, (await listings.Services(null, 1, state: "live", cancellation: stopping)).Total);
                var mine = await grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics([self.SiloAddress], stopping);
                Interlocked.Exchange(ref activations, mine.Where(g => g.GrainType.StartsWith("VideoWall.", StringComparison.Ordinal)).Sum(g => g.ActivationCount));
            }
            catch (Exception fault) when (fault is JournalUnavailableException or OrleansException or TimeoutException)
            {
                Later(log, fault.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    [LoggerMessage(5301, LogLevel.Warning, "A silo is gone: {Silos}")]
    static partial void Gone(ILogger log, string silos);

    [LoggerMessage(5302, LogLevel.Warning, "Nothing could be counted, trying again: {Reason}")]
    static partial void Later(ILogger log, string reason);
}
