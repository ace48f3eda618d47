using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.Waking;

/// <summary>
/// Wakes services whose time comes with nobody calling. What each wants is in its row of the listings (WakeAt); the eldest
/// silo reads on through them minute by minute, and all that are due anew when it becomes the eldest or another silo is
/// gone, because what that one had in its <see cref="AlarmClock"/> is gone with it.
/// </summary>
public sealed class WakeService(
    AlarmClock alarms, IListings listings, IClusterMembershipService membership, ILocalSiloDetails self,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time, DatabaseOutage outage) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Farther than the next look: nothing is due before it is known.</summary>
    static readonly TimeSpan Ahead = Every + TimeSpan.FromSeconds(10);

    readonly SemaphoreSlim reading = new(1);

    /// <summary>How far the listings were read; null: all that is due is to be read.</summary>
    DateTimeOffset? reached;

    /// <summary>The one of several silos that does what one must do: the first that started; null where there is none.</summary>
    public static SiloAddress? Eldest(IEnumerable<SiloAddress> active) => active.MinBy(s => (s.Generation, s.ToString()));

    public override void Dispose()
    {
        reading.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(FollowMembership(stoppingToken), ReadOn(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    async Task FollowMembership(CancellationToken stopping)
    {
        var before = new HashSet<SiloAddress>();
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stopping))
        {
            var now = Active(snapshot);
            await Read(isAnew: !before.IsSubsetOf(now) || !before.Contains(self.SiloAddress), stopping);
            before = now;
        }
    }

    async Task ReadOn(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await Read(isAnew: false, stopping);
        }
    }

    async Task Read(bool isAnew, CancellationToken stopping)
    {
        await reading.WaitAsync(stopping);
        try
        {
            var isEldest = self.SiloAddress.Equals(Eldest(Active(membership.CurrentSnapshot)));
            reached = isAnew || !isEldest ? null : reached;
            var until = time.GetUtcNow() + Ahead;
            if (!isEldest || until <= reached)
            {
                return;
            }
            foreach (var (service, at) in await listings.ServicesToWake(reached, until, stopping))
            {
                alarms.Set(service, at);
            }
            reached = until;
            outage.Over();
        }
        catch (JournalUnavailableException fault)
        {
            outage.Noticed("the services to wake", fault.Message);
        }
        finally
        {
            reading.Release();
        }
    }

    static HashSet<SiloAddress> Active(ClusterMembershipSnapshot snapshot) =>
        [.. snapshot.Members.Values.Where(m => m.Status == SiloStatus.Active).Select(m => m.SiloAddress)];
}
