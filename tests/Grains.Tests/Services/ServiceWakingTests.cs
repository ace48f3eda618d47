using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.Grains.Services;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.Services;

/// <summary>What time alone brings about happens when it should, with nobody calling.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ServiceWakingTests(SharedPostgres postgres) : GrainTests(postgres)
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Doors_OpenWhenTheirTimeHasCome()
    {
        await Create(ServiceSettings.Default("Sunday") with { StartsAt = Time.GetUtcNow().AddHours(2), DoorsMinutes = 30 });
        Time.Advance(TimeSpan.FromMinutes(90) - Second);
        Assert.Equal(ServicePhase.Scheduled, (await Service.Info())!.Phase);
        Time.Advance(2 * Second);
        await Eventually.Is("the doors are open", () => Service.Info(), info => info!.Phase == ServicePhase.Live);
        Assert.Equal("clock", Store.Journal.EventsOf(SundayStream)[^1].By);
    }

    [Fact]
    public async Task Doors_OpenAfterMonths()
    {
        Assert.Null((await Create(ServiceSettings.Default("Christmas") with { StartsAt = Time.GetUtcNow().AddDays(400), DoorsMinutes = 0 })).Refusal);
        Time.Advance(TimeSpan.FromDays(400) - Second);
        Assert.Equal(ServicePhase.Scheduled, (await Service.Info())!.Phase);
        Time.Advance(2 * Second);
        await Eventually.Is("the doors are open", () => Service.Info(), info => info!.Phase == ServicePhase.Live);
    }

    [Fact]
    public async Task Doors_OpenEarlierWhenTheStartIsMoved()
    {
        await Create(ServiceSettings.Default("Sunday") with { StartsAt = Time.GetUtcNow().AddHours(2) });
        await Service.Command(new ChangeSettings(SetsStart: true, StartsAt: Time.GetUtcNow().AddMinutes(40)), "producer");
        Time.Advance(TimeSpan.FromMinutes(10) + Second);
        await Eventually.Is("the doors are open", () => Service.Info(), info => info!.Phase == ServicePhase.Live);
    }

    [Fact]
    public async Task Doors_OpenThoughTheDatabaseWasAwayAtThatMoment()
    {
        await Create(ServiceSettings.Default("Sunday") with { StartsAt = Time.GetUtcNow().AddHours(1) });
        var calls = Store.Calls;
        Store.IsAway = true;
        Time.Advance(TimeSpan.FromMinutes(30) + Second);
        await Eventually.Is("it was tried", () => Store.Calls, now => now > calls);
        Store.IsAway = false;
        await Eventually.Is(
            "the doors are open",
            () =>
            {
                Time.Advance(Second);
                return Service.Info();
            },
            info => info!.Phase == ServicePhase.Live);
    }

    [Fact]
    public async Task Doors_OpenAfterARestart_WithNobodyCalling()
    {
        await Create(ServiceSettings.Default("Sunday") with { StartsAt = Time.GetUtcNow().AddHours(3), DoorsMinutes = 0 });
        await Restart();
        // Farther ahead than one look: it is found when its time comes near.
        await Eventually.Is(
            "the doors are open",
            () =>
            {
                Time.Advance(TimeSpan.FromMinutes(1));
                return Store.Journal.EventsOf(SundayStream)[^1].Type;
            },
            type => type == nameof(DoorsOpened));
    }

    [Fact]
    public async Task Doors_OpenThoughASiloIsLost_WithNobodyCalling()
    {
        const int services = 12; // some of them at the silo that is lost
        for (var n = 0; n < services; n++)
        {
            await Create(ServiceSettings.Default("Sunday") with { StartsAt = Time.GetUtcNow().AddSeconds(30), DoorsMinutes = 0 }, new($"s{n}"));
        }
        await Host.KillOne();
        Time.Advance(TimeSpan.FromSeconds(31));
        await Eventually.Is(
            "all doors are open",
            () =>
            {
                Time.Advance(Second);
                return Enumerable.Range(0, services).Count(n => Store.Journal.EventsOf($"service/s{n}")[^1].Type == nameof(DoorsOpened));
            },
            open => open == services, within: TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task GraceEnd_FreesTheSeat()
    {
        await Create();
        var signals = new Signals(Time);
        await Service.Signal(signals.Joined("Bern"));
        await Service.Signal(signals.Joined("Basel"));
        Time.Advance(TimeSpan.FromMinutes(1));
        await Service.Signal(signals.Left("Bern"));
        Time.Advance(ServiceState.Grace - Second);
        Assert.Equal(0, (await Entry("Bern")).Seat);
        Time.Advance(2 * Second);
        await Eventually.Is("the seat is free", () => Entry("Bern"), e => e is { Seat: null, State: SeatState.Away });
        Assert.Equal(1, (await Entry("Basel")).Seat);
    }

    [Fact]
    public async Task GraceEnd_OfManyAtDifferentTimes_FreesEachInItsTurn()
    {
        await Create();
        var signals = new Signals(Time);
        foreach (var church in (string[])["a", "b", "c"])
        {
            await Service.Signal(signals.Joined(church));
        }
        foreach (var church in (string[])["a", "b", "c"])
        {
            await Service.Signal(signals.Left(church));
            Time.Advance(TimeSpan.FromSeconds(40));
        }
        // a left 120 s ago, b 80 s, c 40 s
        foreach (var (church, wait) in ((string, int)[])[("a", 59), ("b", 38), ("c", 38)])
        {
            Time.Advance(TimeSpan.FromSeconds(wait));
            Assert.NotNull((await Entry(church)).Seat);
            Time.Advance(2 * Second);
            await Eventually.Is($"the seat of {church} is free", () => Entry(church), e => e.Seat is null);
        }
    }

    [Fact]
    public async Task ForgottenService_EndsAfterARestart_WithNobodyCalling()
    {
        await Create(ServiceSettings.Default("Sunday") with { EndAfterHours = 1 });
        var signals = new Signals(Time);
        await Service.Signal(signals.Joined("Bern"));
        await Service.Signal(signals.Left("Bern"));
        await Service.Signal(signals.Finished());
        await Restart();
        await Eventually.Is(
            "the service has ended",
            () =>
            {
                Time.Advance(TimeSpan.FromMinutes(1));
                return Store.Journal.EventsOf(SundayStream)[^1].Type;
            },
            type => type == nameof(ServiceEnded));
    }

    [Fact]
    public async Task Compaction_HappensAtTheTurn()
    {
        await Create();
        var signals = new Signals(Time);
        foreach (var church in (string[])["a", "b", "c"])
        {
            await Service.Signal(signals.Joined(church));
        }
        await Service.Signal(signals.Left("a"));
        Time.Advance(ServiceState.Grace + Second);
        await Eventually.Is("the seat is free", () => Entry("a"), e => e.Seat is null);
        // 181 s after the start of a clock of 15 s: the page turns in 14 s
        await Do(Service, ServiceAction.Compact);
        Time.Advance(TimeSpan.FromSeconds(13));
        Assert.Equal(2, (await Entry("c")).Seat);
        Time.Advance(2 * Second);
        await Eventually.Is("the last has moved to the hole", () => Entry("c"), e => e.Seat == 0);
        Assert.Equal(1, (await Entry("b")).Seat);
    }

    [Fact]
    public async Task Room_IsComparedWithTheListEveryHalfMinute()
    {
        Rooms.IsConnected = true;
        var signals = new Signals(Time);
        Rooms.List = [signals.Listed("Bern")];
        await Create();
        var observer = new Observer();
        await Service.Watch(observer, null);
        Time.Advance(Second);
        await Eventually.Equal(1, () => Rooms.Asked, "the list was asked for once");
        // A church of which no webhook ever told.
        await Eventually.Is("Bern is seated", () => States(), s => s == "Bern:Live");

        Time.Advance(ServiceGrain.ReconcileEvery - (2 * Second));
        Assert.Equal(1, Rooms.Asked);
        Rooms.List = [];
        await Service.Watch(observer, null); // the web node is still there
        Time.Advance(3 * Second);
        await Eventually.Equal(2, () => Rooms.Asked, "the list was asked for again");
        await Eventually.Is("Bern is gone", () => States(), s => s == "Bern:Reconnecting");
    }

    [Fact]
    public async Task Room_ThatNobodyWatches_IsComparedWithinHalfAMinute_AndOnFromThere()
    {
        Rooms.IsConnected = true;
        await Create();
        Time.Advance(TimeSpan.FromMinutes(5)); // long past any look at the listings that its creation was due for
        var signals = new Signals(Time);
        await Service.Signal(signals.Joined("Bern"));
        Rooms.List = [signals.Listed("Bern"), signals.Listed("Basel")];
        Time.Advance(TimeSpan.FromSeconds(30));
        await Eventually.Equal(1, () => Rooms.Asked, "the list was asked for");
        await Eventually.Is("Basel, of which no webhook told, is seated", () => States(), s => s == "Basel:Live Bern:Live");
        Time.Advance(ServiceGrain.ReconcileEvery + Second);
        await Eventually.Equal(2, () => Rooms.Asked, "the list was asked for again");
    }

    [Fact]
    public async Task ListThatDoesNotCome_IsUnknownAndChangesNothing()
    {
        Rooms.IsConnected = true;
        Rooms.List = null;
        await Create();
        var signals = new Signals(Time);
        await Service.Signal(signals.Joined("Bern"));
        var observer = new Observer();
        var revision = (await Service.Watch(observer, null))!.Revision;
        for (var round = 1; round <= 10; round++)
        {
            await Service.Watch(observer, revision);
            Time.Advance(ServiceGrain.ReconcileEvery + Second);
            await Eventually.Is($"round {round}", () => Rooms.Asked, asked => asked >= round);
        }
        Assert.Equal("Bern:Joining", await States());
        Assert.Equal(revision, (await Service.Info())!.Revision);
    }

    [Fact]
    public async Task WithoutAMediaServer_NothingIsCompared()
    {
        await Create();
        await Service.Signal(new Signals(Time).Joined("Bern"));
        await Service.Watch(new Observer(), null);
        for (var round = 0; round < 10; round++)
        {
            Time.Advance(ServiceGrain.ReconcileEvery);
            await Service.Wake();
        }
        Assert.Equal(0, Rooms.Asked);
        Assert.Equal("Bern:Joining", await States());
    }

    [Fact]
    public async Task SimulatedRoom_IsComparedToo()
    {
        await Create();
        await Service.Command(new SetSimulation(5), "producer");
        await Service.Watch(new Observer(), null);
        Time.Advance(Second);
        await Eventually.Equal(1, () => Rooms.Asked, "the simulator's list was asked for");
    }
}
