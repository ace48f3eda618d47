using VideoWall.Domain;
using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;
using VideoWall.Grains.Services;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.Services;

/// <summary>What a service asks of LiveKit, after it is durable and whatever LiveKit makes of it.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ServiceRoomsTests(SharedPostgres postgres) : GrainTests(postgres)
{
    [Fact]
    public async Task RemovedChurch_IsPutOut_AndAgainWhenItComesBack()
    {
        await Present("Bern");
        await Do(Service, ServiceAction.Remove, "Bern");
        await Asked("remove svc-sunday Bern");

        var signals = new Signals(Time);
        await Service.Signal(signals.Left("Bern"));
        Time.Advance(TimeSpan.FromSeconds(2));
        await Service.Signal(signals.Joined("Bern", session: 2)); // its token is still good
        await Asked("remove svc-sunday Bern", "remove svc-sunday Bern");
        Assert.Equal("Bern:Removed", await States());
        Assert.Null((await Entry("Bern")).Seat);
    }

    [Fact]
    public async Task DeniedChurch_IsPutOut()
    {
        await Create(ServiceSettings.Default("Sunday") with { Admission = AdmissionRule.Approval });
        await Service.Signal(new Signals(Time).Joined("Bern"));
        await Do(Service, ServiceAction.Deny, "Bern");
        await Asked("remove svc-sunday Bern");
    }

    [Fact]
    public async Task RemovalThatWasLost_IsMadeUpForByTheReconciler()
    {
        Rooms.IsConnected = true;
        Rooms.Fault = new HttpRequestException("LiveKit is away.");
        var signals = await Present("Bern");
        await Do(Service, ServiceAction.Remove, "Bern");
        Rooms.Fault = null;
        Rooms.List = [signals.Listed("Bern")];
        await Service.Watch(new Observer(), null);
        Time.Advance(ServiceGrain.ReconcileEvery + TimeSpan.FromSeconds(1));
        // It compares when it is watched and half a minute later: whether a host gets to both here is its own affair.
        await Eventually.Is("Bern is put out again", () => Rooms.Calls.ToArray(), calls => calls.Length > 1 && calls.All(c => c == "remove svc-sunday Bern"));
    }

    [Fact]
    public async Task MutedChurch_IsMuted_AndSoIsItsNextTrack()
    {
        var signals = await Present("Bern");
        await Do(Service, ServiceAction.Mute, "Bern");
        await Asked("mute svc-sunday Bern TR_Bern11");
        await Service.Signal(signals.Unpublished("Bern"));
        await Service.Signal(signals.Published("Bern", track: 2));
        await Asked("mute svc-sunday Bern TR_Bern11", "mute svc-sunday Bern TR_Bern12");
    }

    [Fact]
    public async Task UnmutedChurch_IsUnmuted_ThoughTheListHasShownItMuted()
    {
        Rooms.IsConnected = true;
        var signals = await Present("Bern");
        await Do(Service, ServiceAction.Mute, "Bern");
        await Asked("mute svc-sunday Bern TR_Bern11");
        Rooms.List = [signals.Listed("Bern") with { TrackMuted = true }];
        Time.Advance(TimeSpan.FromSeconds(45));
        await Eventually.Is("the list was compared", () => Rooms.Asked, asked => asked > 0);
        await Service.Command(new Act(ServiceAction.Mute, new("Bern"), Muted: false), "producer");
        await Asked("mute svc-sunday Bern TR_Bern11", "unmute svc-sunday Bern TR_Bern11");
        var bern = await Entry("Bern");
        Assert.Equal((false, false), (bern.Muted, bern.MutedByProducer));
    }

    [Fact]
    public async Task MuteThatWasLost_IsMadeUpForByTheReconciler()
    {
        Rooms.IsConnected = true;
        Rooms.Fault = new HttpRequestException("LiveKit is away.");
        var signals = await Present("Bern");
        await Do(Service, ServiceAction.Mute, "Bern");
        await Asked("mute svc-sunday Bern TR_Bern11");
        Rooms.Fault = null;
        Rooms.List = [signals.Listed("Bern")];
        Time.Advance(ServiceGrain.ReconcileEvery);
        await Asked("mute svc-sunday Bern TR_Bern11", "mute svc-sunday Bern TR_Bern11");
    }

    [Fact]
    public async Task NewWallKey_PutsOutTheWallsOfTheOldOne_AndAgainWhenTheirTokensLetThemIn()
    {
        await Create();
        var (signals, old, renewed) = (new Signals(Time), Wall("wall-key"), Wall("new-key"));
        Rooms.List = [signals.Listed("Bern"), Watcher(signals, old), Watcher(signals, renewed), Watcher(signals, "wall-console-abc"), Watcher(signals, "wall-of-theirs")];
        await Service.Command(new ResetWallKey("new-key"), "producer");
        await Asked($"remove svc-sunday {old}");
        await Service.Signal(Unseen(signals.Joined(renewed)));
        await Service.Signal(Unseen(signals.Joined(old, session: 2)));
        await Asked($"remove svc-sunday {old}", $"remove svc-sunday {old}");
    }

    [Fact]
    public async Task CodeThatOpensWallsNoMore_PutsOutThoseThatItOpened()
    {
        await Create(ServiceSettings.Default("Sunday") with { WallAccess = WallAccess.Code });
        var signals = new Signals(Time);
        Rooms.List = [Watcher(signals, Wall("")), Watcher(signals, Wall("wall-key"))];
        await Service.Command(new ResetWallKey("new-key"), "producer");
        await Asked($"remove svc-sunday {Wall("wall-key")}"); // the code still opens walls
        await Service.Command(new ChangeSettings(WallAccess: WallAccess.Key), "producer");
        await Eventually.Is("the code's wall is put out", () => Rooms.Calls.ToArray(), calls => calls.Contains($"remove svc-sunday {Wall("")}"));
    }

    [Fact]
    public async Task WallThatWasNotPutOut_IsByTheReconciler()
    {
        Rooms.IsConnected = true;
        var signals = await Present("Bern");
        Rooms.List = null; // LiveKit does not answer
        await Service.Command(new ResetWallKey("new-key"), "producer");
        await Eventually.Is("the list was asked for", () => Rooms.Asked, asked => asked > 0);
        Rooms.List = [signals.Listed("Bern"), Watcher(signals, Wall("wall-key"))];
        Time.Advance(ServiceGrain.ReconcileEvery);
        await Asked($"remove svc-sunday {Wall("wall-key")}");
    }

    [Fact]
    public async Task End_ClosesTheRoom()
    {
        await Create();
        await Service.Command(new EndService(), "producer");
        await Asked("close svc-sunday");
    }

    [Fact]
    public async Task RoomThatAnOldTokenOpensAfterTheEnd_IsClosedAgain()
    {
        var signals = await Present("Bern");
        await Service.Command(new EndService(), "producer");
        await Asked("close svc-sunday");
        await Service.Signal(signals.Left("Bern"));
        Time.Advance(TimeSpan.FromHours(2));
        await Service.Signal(signals.Joined("Bern", session: 2));
        await Asked("close svc-sunday", "close svc-sunday");
    }

    [Fact]
    public async Task RoomThatOthersNamed_IsTheirsOnceNoOldTokenOpensIt()
    {
        await Create(room: "hall");
        await Service.Command(new EndService(), "producer");
        var signals = new Signals(Time);
        await Service.Signal(signals.Joined("Bern"));
        await Asked("close hall", "close hall");
        Time.Advance(TimeSpan.FromMinutes(16));
        await Service.Signal(signals.Joined("Chur"));
        await Asked("close hall", "close hall");
    }

    [Fact]
    public async Task NothingIsAskedBeforeItIsDurable()
    {
        await Present("Bern");
        var gate = new Gate();
        Store.Journal.BeforeWrite = _ => gate.Pass();
        var removed = Do(Service, ServiceAction.Remove, "Bern");
        await gate.Reached;
        Assert.Empty(Rooms.Calls);
        gate.Open();
        await removed;
        await Asked("remove svc-sunday Bern");
    }

    [Fact]
    public async Task LiveKitThatFails_IsNobodysFault()
    {
        await Present("Bern");
        Rooms.Fault = new InvalidOperationException("LiveKit answers nonsense.");
        Assert.Null((await Do(Service, ServiceAction.Remove, "Bern")).Refusal);
        Assert.Null((await Service.Command(new EndService(), "producer")).Refusal);
        Assert.Equal(ServicePhase.Ended, (await Service.Info())!.Phase);
    }

    async Task<Signals> Present(string church)
    {
        await Create();
        var signals = new Signals(Time);
        await Service.Signal(signals.Joined(church));
        await Service.Signal(signals.Published(church));
        return signals;
    }

    static string Wall(string key) => Identities.Wall + WallIdentity.Viewer(key, "abcdefghij");

    static ListedParticipant Watcher(Signals signals, string identity)
    {
        var listed = signals.Listed(identity, publishes: false);
        return listed with { Who = listed.Who with { IsSeatable = false } };
    }

    static Observe Unseen(Observe joined) => new(joined.Signal with { Who = joined.Signal.Who! with { IsSeatable = false } });

    Task<string> Asked(params string[] calls) =>
        Eventually.Is($"{string.Join(", ", calls)} asked", () => string.Join(", ", Rooms.Calls), seen => seen == string.Join(", ", calls));
}
