using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.Services;

/// <summary>A service decides, saves, then tells and answers; what is not saved did not happen.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ServiceGrainTests(SharedPostgres postgres) : GrainTests(postgres)
{
    [Fact]
    public async Task Command_IsSavedBeforeAnybodyIsToldOrAnswered()
    {
        await Create();
        var observer = new Observer();
        await Service.Watch(observer, null);
        var (write, written) = (new Gate(), new Gate());
        Store.Journal.BeforeWrite = _ => write.Pass();
        Store.Journal.AfterWrite = _ => written.Pass();

        var answer = Do(Service, ServiceAction.Blank);
        await write.Reached;
        Assert.Equal(2, (await Service.Info())!.Revision);
        write.Open();
        await written.Reached;
        Assert.Equal(2, (await Service.Info())!.Revision);
        Assert.Empty(observer.Deltas);
        Assert.False(answer.IsCompleted);
        written.Open();

        Assert.Equal(3, (await answer).Revision);
        await Eventually.Equal(1, () => observer.Deltas.Count, "the change was told");
        Assert.True(Assert.Single(observer.Deltas).HeaderAfter.Blank);
    }

    [Fact]
    public async Task AppendThatFails_TellsNobodyAndChangesNothing_TheNextOneWorks()
    {
        await Create();
        var observer = new Observer();
        await Service.Watch(observer, null);
        Store.Journal.BeforeWrite = _ => throw new JournalUnavailableException("The disk is full.");

        await Assert.ThrowsAsync<JournalUnavailableException>(() => Do(Service, ServiceAction.Blank));

        Assert.Empty(observer.Deltas);
        Assert.Equal(2, (await Service.Info())!.Revision);
        Assert.Equal(2, Store.Journal.EventsOf(SundayStream).Count);
        Store.Journal.BeforeWrite = null;
        Assert.Equal(3, (await Do(Service, ServiceAction.Blank)).Revision);
        await AssertHeard(Folded(3), observer, Folded(2));
    }

    [Fact]
    public async Task JournalAway_RefusesEveryCall_AndServesAgainWhenItIsBack()
    {
        await Create();
        Store.IsAway = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Do(Service, ServiceAction.Blank));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Service.Signal(new Signals(Time).Joined("Bern")));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Service.Info());
        Store.IsAway = false;
        Assert.Equal(2, (await Service.Info())!.Revision);
    }

    [Fact]
    public async Task AppendWhoseAnswerIsLost_IsFoundAndToldOnce()
    {
        await Create();
        var observer = new Observer();
        await Service.Watch(observer, null);
        Store.Journal.AfterWrite = _ => throw new JournalUnavailableException("The connection broke.");
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Do(Service, ServiceAction.Blank));
        Store.Journal.AfterWrite = null;

        // The caller tries again: blank it is already, so nothing more happens.
        Assert.Equal(3, (await Do(Service, ServiceAction.Blank)).Revision);

        Assert.Equal(3, Store.Journal.EventsOf(SundayStream).Count);
        await AssertHeard(Folded(3), observer, Folded(2));
    }

    [Fact]
    public async Task CommandsDuringAnAppend_ShareTheNextOne()
    {
        await Create();
        var signals = new Signals(Time);
        var gate = new Gate();
        Store.Journal.BeforeWrite = _ => gate.Pass();
        var first = Service.Signal(signals.Joined("c00"));
        await gate.Reached;
        var others = Enumerable.Range(1, 40).Select(n => Service.Signal(signals.Joined($"c{n:00}"))).ToList();
        await Service.Info(); // a turn after theirs: they stand in the queue, but for what another call overtook on its way
        gate.Open();
        await Task.WhenAll(others.Append(first));

        Assert.InRange(Store.Journal.Appends.Count, 3, 5); // created, the first, the forty; perhaps a late one
        Assert.Equal(Enumerable.Range(0, 41), (await Service.Roster())!.Churches.Select(c => c.Seat!.Value));
    }

    [Fact]
    public async Task SignalsThatComeTogether_ShareAnAppend_AndAreToldOfEach()
    {
        await Create();
        var signals = new Signals(Time);
        var before = Store.Journal.Appends.Count;
        Assert.Equal<IEnumerable<bool>>([true, true, true], await Service.Signals([signals.Joined("c00"), signals.Joined("c01"), signals.Published("c00")]));
        Assert.Equal(before + 1, Store.Journal.Appends.Count);
        Assert.Equal(["c00", "c01"], (await Service.Roster())!.Churches.Select(c => c.Church.Value).Order());

        Store.Journal.BeforeWrite = _ => throw new JournalUnavailableException("The disk is full.");
        Assert.Equal<IEnumerable<bool>>([false, false], await Service.Signals([signals.Left("c00"), signals.Left("c01")]));
        Store.Journal.BeforeWrite = null;
        Assert.Equal<IEnumerable<bool>>([true], await Service.Signals([signals.Left("c00")]));
    }

    [Fact]
    public async Task RefusedCommand_HarmsNoOtherOfItsBatch()
    {
        await Create();
        var gate = new Gate();
        Store.Journal.BeforeWrite = _ => gate.Pass();
        var first = Do(Service, ServiceAction.Blank);
        await gate.Reached;
        var refused = Do(Service, ServiceAction.Hide, "nobody");
        var last = Do(Service, ServiceAction.Unblank);
        await Service.Info();
        gate.Open();

        Assert.Equal(3, (await first).Revision);
        Assert.Equal(RefusalCode.UnknownChurch, (await refused).Refusal!.Code);
        Assert.Equal(4, (await last).Revision);
    }

    [Fact]
    public async Task CommandWithoutEffect_WritesNothing()
    {
        await Create();
        await Do(Service, ServiceAction.Blank);
        var before = Store.Journal.Appends.Count;
        Assert.Equal(3, (await Do(Service, ServiceAction.Blank)).Revision);
        Assert.Equal(before, Store.Journal.Appends.Count);
    }

    [Fact]
    public async Task EveryEvent_NamesWhoCausedIt()
    {
        await Create();
        await Service.Signal(new Signals(Time).Joined("Bern"));
        await Service.Join(new Arrive(new("c1"), "Basel", "", "device", false, false, false));
        Assert.Equal(["producer", "livekit", "church-c1"], Store.Journal.EventsOf(SundayStream).Select(e => e.By).Distinct());
    }

    [Fact]
    public async Task TakenRoomOrCode_IsARefusalAndLeavesNothingBehind()
    {
        await Create();
        var second = await Create(id: new("monday"), room: "svc-sunday");
        Assert.Equal(RefusalCode.RoomTaken, second.Refusal!.Code);
        Assert.Null(await Host.Service(new("monday")).Info());
        Assert.Null((await Create(id: new("monday"))).Refusal);
    }

    [Fact]
    public async Task UnknownService_IsNullOrARefusal()
    {
        var nobody = Host.Service(new("nobody"));
        Assert.Null(await nobody.Info());
        Assert.Null(await nobody.Roster());
        Assert.Null(await nobody.Watch(new Observer(), null));
        Assert.Equal(RefusalCode.UnknownService, (await Do(nobody, ServiceAction.Blank)).Refusal!.Code);
        var join = await nobody.Join(new Arrive(new("c1"), "Bern", "", null, false, false, false));
        Assert.Equal(RefusalCode.UnknownService, join.Refusal!.Code);
        Assert.Null(join.Service);
    }

    [Fact]
    public async Task JoiningChurch_LearnsAsWhomItTakesPart()
    {
        await Create(ServiceSettings.Default("Sunday") with { Admission = AdmissionRule.Approval });
        var first = await Service.Join(new Arrive(new("a"), "Bern", "BE", "phone", false, false, false));
        Assert.Equal(("a", "church-a", "Bern", "BE", true), (first.Church!.Id.Value, first.Church.Identity, first.Church.Name, first.Church.City, first.Church.IsWaiting));
        // The same device again, under an id made anew: it is the church that it was.
        Assert.Equal("a", (await Service.Join(new Arrive(new("b"), "Bern", "BE", "phone", false, false, false))).Church!.Id.Value);
        Assert.Equal("Bern (2)", (await Service.Join(new Arrive(new("c"), "bern", "", "tablet", false, false, false))).Church!.Name, ignoreCase: true);
    }
}
