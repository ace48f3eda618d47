using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Tests;

/// <summary>Churches at the door: by code, by personal link, on one device or two.</summary>
public sealed class ArrivalTests
{
    readonly ServiceScript script = new();

    [Fact]
    public void Arrive_SameDeviceUnderANewId_IsTheSameChurch()
    {
        script.Arrive("a", "Grace", device: "phone");
        script.Arrive("b", "Grace Chapel", device: "phone");
        Assert.Equal("Grace Chapel", Assert.Single(script.State.Churches.Values).Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Arrive_AndNeverCome_OrGoForGood_IsAway(bool hidden)
    {
        script.Arrive("a");
        Assert.Equal(SeatState.Away, script.View("a").State);
        script.Join("a");
        Assert.Equal(SeatState.Joining, script.View("a").State);
        if (hidden)
        {
            script.Act(ServiceAction.Hide, "a");
        }
        script.Leave("a");
        Assert.Equal(hidden ? SeatState.Hidden : SeatState.Reconnecting, script.View("a").State);
        script.Pass(180);
        Assert.Equal(SeatState.Away, script.View("a").State);
    }

    [Fact]
    public void Arrive_TwoDevicesOfOneName_AreToldApartByANumber()
    {
        script.Arrive("a", "Grace", device: "phone");
        script.Arrive("b", "GRACE", device: "tablet");
        script.Arrive("c", "Grace", device: "laptop");
        Assert.Equal(["GRACE (2)", "Grace", "Grace (3)"], script.State.Churches.Values.Select(c => c.Name).Order(StringComparer.Ordinal));
        script.Arrive("b2", "GRACE", device: "tablet");
        Assert.Equal("GRACE (2)", script["b"].Name);
    }

    // Comparing each with all and each number with each name would take minutes.
    [Fact]
    public void Arrive_ThousandsOfOneName_AreAllToldApart()
    {
        const int Guests = 5_000;
        var full = new ServiceScript(maxGuests: Guests);
        for (var n = 0; n < Guests; n++)
        {
            Assert.Null(full.Arrive($"c{n}", "Grace").Refusal);
        }
        Assert.Equal(Guests, full.State.Churches.Values.Select(c => c.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Arrive_WithANumber_KeepsItWhateverTheOthersDo()
    {
        string[] devices = ["a", "b", "c", "d", "e"];
        Array.ForEach(devices, d => script.Arrive(d, "Grace", device: d));
        script.Act(ServiceAction.Remove, "b");
        script.Do(new Act(ServiceAction.Rename, new("c"), Name: "Hope"));
        script.Arrive("e2", "Grace", device: "e");
        Assert.Equal("Grace (5)", script["e"].Name);
    }

    [Fact]
    public void Arrive_UnderTheNameOfAnothersNumber_GetsTheNext()
    {
        script.Arrive("a", "Grace (2)");
        script.Arrive("b", "Grace");
        script.Arrive("c", "Grace");
        Assert.Equal(["Grace", "Grace (2)", "Grace (3)"], script.State.Churches.Values.Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Arrive_WithoutADevice_IsAChurchOfItsOwn()
    {
        script.Do(new Arrive(new("a"), "Grace", "", null, false, false, false));
        script.Do(new Arrive(new("b"), "Grace", "", null, false, false, false));
        Assert.Equal(2, script.State.Churches.Count);
    }

    [Fact]
    public void Arrive_PersonalLinkOnASecondDevice_AsksThenTakesOver()
    {
        script.Arrive("a", device: "phone", registered: true);
        script.Join("a");
        Assert.Equal(RefusalCode.ChurchElsewhere, script.Arrive("a", device: "tablet", registered: true).Refusal?.Code);
        Assert.Null(script.Arrive("a", device: "tablet", registered: true, takeOver: true).Refusal);
        Assert.Equal("tablet", script["a"].Device);
        Assert.Equal(RefusalCode.ChurchElsewhere, script.Arrive("a", device: "phone", registered: true).Refusal?.Code);
    }

    [Fact]
    public void Arrive_PersonalLinkWhileTheOtherDeviceIsGone_NeedsNoAsking()
    {
        script.Arrive("a", device: "phone", registered: true);
        script.Join("a");
        script.Leave("a");
        Assert.Null(script.Arrive("a", device: "tablet", registered: true).Refusal);
    }

    [Fact]
    public void Arrive_RegisteredChurchTheProducerRenamed_KeepsThatName()
    {
        script.Arrive("a", "Grace", registered: true);
        script.Do(new Act(ServiceAction.Rename, new("a"), Name: "Grace Chapel"));
        script.Arrive("a", "Grace", registered: true);
        Assert.Equal("Grace Chapel", script["a"].Name);
    }

    [Fact]
    public void TakeOver_WhenTheNewDeviceJoins_KeepsTheSeat()
    {
        script.Seat("x");
        script.Arrive("a", device: "phone", registered: true);
        var old = script.Join("a");
        script.Arrive("a", device: "tablet", registered: true, takeOver: true);
        script.Join("a");
        script.Hear(Presence.SignalKind.Left, old);
        Assert.Equal((1, true), (script["a"].Seat, script["a"].IsPresent));
    }

    [Fact]
    public void Arrive_BeforeTheDoorsOpen_IsRefusedUntilTheyOpenByThemselves()
    {
        var early = new ServiceScript(startsAt: Histories.Start.AddHours(2));
        Assert.Equal(RefusalCode.DoorsClosed, early.Arrive("a").Refusal?.Code);
        early.Pass((90 * 60) - 1);
        Assert.Equal(ServicePhase.Scheduled, early.State.Phase);
        early.Pass(1);
        Assert.Equal(ServicePhase.Live, early.State.Phase);
        Assert.Null(early.Arrive("a").Refusal);
    }

    [Fact]
    public void Doors_OpenedByHand_LetChurchesIn()
    {
        var early = new ServiceScript(startsAt: Histories.Start.AddHours(2));
        early.Do(new OpenDoors());
        Assert.Null(early.Arrive("a").Refusal);
        Assert.Empty(early.Do(new OpenDoors()).Events);
    }

    [Fact]
    public void Start_MovedEarlier_OpensTheDoors()
    {
        var early = new ServiceScript(startsAt: Histories.Start.AddHours(2));
        early.Do(new ChangeSettings(SetsStart: true, StartsAt: Histories.Start.AddMinutes(20)));
        Assert.Equal(ServicePhase.Live, early.State.Phase);
    }

    [Fact]
    public void Arrive_AfterTheEnd_IsRefused()
    {
        script.Do(new EndService());
        Assert.Equal(RefusalCode.ServiceEnded, script.Arrive("a").Refusal?.Code);
    }

    [Fact]
    public void Church_BackWithinItsGrace_FindsItsSeat()
    {
        script.Seat("a", "b");
        script.Leave("a");
        script.Pass(179);
        script.Seat("c");
        script.Join("a");
        Assert.Equal((0, 2), (script["a"].Seat, script["c"].Seat));
    }

    [Fact]
    public void Church_AwayBeyondItsGrace_LosesSeatAndSpotlightByTheAlarm()
    {
        script.Seat("a", "b");
        script.Act(ServiceAction.Pin, "a");
        script.Leave("a");
        script.Pass(180);
        Assert.Null(script["a"].Seat);
        Assert.Empty(script.State.Spotlight);
        script.Seat("c");
        Assert.Equal(0, script["c"].Seat);
        script.Join("a");
        Assert.Equal(2, script["a"].Seat);
    }

    [Fact]
    public void Church_BackAfterItsGrace_TakesItsOldSeatWhenItIsFree()
    {
        script.Seat("a", "b", "c");
        script.Leave("a");
        script.Leave("b");
        script.Pass(200);
        script.Join("b");
        Assert.Equal(1, script["b"].Seat);
    }
}
