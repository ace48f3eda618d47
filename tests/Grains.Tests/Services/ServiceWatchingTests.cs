using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.Services;

/// <summary>Watchers hear everything, in order, for as long as their lease lasts; none can harm another.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ServiceWatchingTests(SharedPostgres postgres) : GrainTests(postgres)
{
    [Fact]
    public async Task Watchers_HearEveryChangeInOrder()
    {
        await Create();
        var (first, second) = (new Observer(), new Observer());
        var start = (await Service.Watch(first, null))!.Roster!;
        var signals = new Signals(Time);
        await Task.WhenAll(Enumerable.Range(0, 60).SelectMany(n => new[]
        {
            Service.Signal(signals.Joined($"c{n}")), Service.Signal(signals.Published($"c{n}")),
        }));
        var later = (await Service.Watch(second, null))!.Roster!;
        await Task.WhenAll(Enumerable.Range(0, 30).Select(n => Service.Signal(signals.Left($"c{2 * n}"))));
        await Do(Service, ServiceAction.Hold);

        var end = Folded(Store.Journal.EventsOf(SundayStream).Count);
        await AssertHeard(end, first, start);
        await AssertHeard(end, second, later);
    }

    [Fact]
    public async Task Delta_NamesTheWebhooksBehindIt()
    {
        await Create();
        var observer = new Observer();
        await Service.Watch(observer, null);
        var signals = new Signals(Time);
        var (joined, published) = (signals.Joined("Bern"), signals.Published("Bern"));
        await Service.Signal(joined);
        await Service.Signal(published);
        await Service.Signal(published); // a repeat changes nothing and is told to nobody
        await Eventually.Is("two webhooks were named", () => observer.Deltas.Count, count => count >= 2);
        Assert.Equal([joined.Signal.EventId, published.Signal.EventId], observer.Deltas.SelectMany(d => d.Causes));
    }

    [Fact]
    public async Task WatchWithTheCurrentRevision_SendsNoRoster()
    {
        await Create();
        var observer = new Observer();
        Assert.Null((await Service.Watch(observer, 2))!.Roster);
        Assert.NotNull((await Service.Watch(observer, 1))!.Roster);
        Assert.NotNull((await Service.Watch(observer, 7))!.Roster);
    }

    [Fact]
    public async Task Lease_EndsUnlessItIsRenewed()
    {
        await Create();
        var (renewing, gone) = (new Observer(), new Observer());
        await Service.Watch(renewing, null);
        await Service.Watch(gone, null);
        Time.Advance(WatchLease.Duration / 2);
        await Service.Watch(renewing, 2);
        Time.Advance((WatchLease.Duration / 2) + TimeSpan.FromSeconds(1));
        await Service.Wake(); // a host wakes its services now and then
        await Do(Service, ServiceAction.Blank);
        await Eventually.Equal(1, () => renewing.Deltas.Count, "who renewed was told");
        Assert.Empty(gone.Deltas);
    }

    [Fact]
    public async Task Unwatch_EndsTheStream()
    {
        await Create();
        var observer = new Observer();
        await Service.Watch(observer, null);
        await Service.Unwatch(observer);
        await Do(Service, ServiceAction.Blank);
        Assert.Empty(observer.Deltas);
    }

    [Fact]
    public async Task ObserverThatThrowsFailsOrHangs_HoldsUpNobody()
    {
        await Create();
        var never = new TaskCompletionSource();
        var throws = new Observer { Answer = () => throw new InvalidOperationException("This observer is broken.") };
        var fails = new Observer { Answer = () => Task.FromException(new InvalidOperationException("This observer is gone.")) };
        var hangs = new Observer { Answer = () => never.Task };
        var well = new Observer();
        foreach (var observer in (Observer[])[throws, fails, hangs, well])
        {
            await Service.Watch(observer, null);
        }

        Assert.Equal(3, (await Do(Service, ServiceAction.Blank)).Revision);
        Assert.Equal(4, (await Do(Service, ServiceAction.Unblank)).Revision);
        await Service.ReportWalls(well, []);

        await Eventually.Equal(1, () => well.Walls.Count, "the walls were told");
        Assert.Equal([3, 4], well.Deltas.Select(d => d.To));
    }

    [Fact]
    public async Task WallReports_ReachAllWatchersAndWhoWatchesLater()
    {
        await Create();
        var observer = new Observer();
        await Service.Watch(observer, null);
        var report = new WallReport("w1", 0, Time.GetUtcNow(), Time.GetUtcNow(), 0, 20, 160, WallStatus.Ok);
        var other = new Observer();
        await Service.Watch(other, null);
        await Service.ReportWalls(observer, [report]);
        await Service.ReportWalls(other, [report with { WallId = "w2", Screen = 1 }]);
        await Eventually.Equal(2, () => observer.Walls.Count, "both silos' walls were told");
        Assert.Equal(["w1", "w2"], observer.Walls.Last().Select(w => w.WallId));
        Assert.Equal(["w1", "w2"], (await Service.Watch(new Observer(), 2))!.Walls.Select(w => w.WallId));
        await Service.ReportWalls(observer, []);
        await Eventually.Equal(3, () => observer.Walls.Count, "one silo's walls are gone");
        Assert.Equal("w2", Assert.Single(observer.Walls.Last()).WallId);
    }

    [Fact]
    public async Task WallsOfASiloThatIsGone_EndWithItsLease()
    {
        await Create();
        var (well, killed) = (new Observer(), new Observer());
        await Service.Watch(well, null);
        await Service.Watch(killed, null);
        await Service.ReportWalls(killed, [new("ghost", 0, Time.GetUtcNow(), Time.GetUtcNow(), 0, 20, 160, WallStatus.Ok)]);
        await Eventually.Equal(1, () => well.Walls.Count, "the wall was told");

        Time.Advance(WatchLease.Duration / 2);
        await Service.Watch(well, 2);
        Time.Advance((WatchLease.Duration / 2) + TimeSpan.FromSeconds(1));
        Assert.Empty((await Service.Watch(well, 2))!.Walls);
        await Eventually.Equal(2, () => well.Walls.Count, "it is gone");
        Assert.Empty(well.Walls.Last());
    }

    [Fact]
    public async Task WallThatWentToAnotherSilo_IsToldAsItIsThere()
    {
        await Create();
        var (drained, other) = (new Observer(), new Observer());
        await Service.Watch(drained, null);
        await Service.Watch(other, null);
        var report = new WallReport("w1", 0, Time.GetUtcNow(), Time.GetUtcNow(), 0, 20, 160, WallStatus.Gone);
        await Service.ReportWalls(drained, [report]);
        await Service.ReportWalls(other, [report with { Status = WallStatus.Ok }]);
        Assert.Equal(WallStatus.Ok, Assert.Single((await Service.Watch(other, 2))!.Walls).Status);
        await Service.Unwatch(drained);
        Assert.Equal(WallStatus.Ok, Assert.Single((await Service.Watch(other, 2))!.Walls).Status);
    }

    [Fact]
    public async Task Deltas_FollowTheJournalThroughARebuiltRoom()
    {
        await Create();
        var observer = new Observer();
        var start = (await Service.Watch(observer, null))!.Roster!;
        var signals = new Signals(Time);
        await Service.Signal(signals.Joined("Bern"));
        await Service.Signal(signals.Joined("Basel"));
        var joined = signals.Joined("Genf");
        // The media server made the room again and told nobody: everyone of the old one is away.
        Time.Advance(TimeSpan.FromSeconds(5));
        await Service.Signal(joined with { Signal = joined.Signal with { RoomSid = "RM_2", RoomCreatedMs = Time.GetUtcNow().ToUnixTimeMilliseconds(), Who = joined.Signal.Who! with { JoinedAtMs = Time.GetUtcNow().ToUnixTimeMilliseconds() } } });
        Assert.Equal("Basel:Reconnecting Bern:Reconnecting Genf:Joining", await States());
        await AssertHeard(Folded(Store.Journal.EventsOf(SundayStream).Count), observer, start);
    }
}
