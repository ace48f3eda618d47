using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>Churches at the door: by code, by personal link, on one device or two.</summary>
public sealed class ArrivalTests
{
    readonly Hall hall = new();

    [Fact]
    public void Arrive_SameDeviceUnderANewId_IsTheSameChurch()
    {
        hall.Arrive("a", "Grace", device: "phone");
        hall.Arrive("b", "Grace Chapel", device: "phone");
        Assert.Equal("Grace Chapel", Assert.Single(hall.State.Churches.Values).Name);
    }

    [Fact]
    public void Arrive_TwoDevicesOfOneName_AreToldApartByANumber()
    {
        hall.Arrive("a", "Grace", device: "phone");
        hall.Arrive("b", "GRACE", device: "tablet");
        hall.Arrive("c", "Grace", device: "laptop");
        Assert.Equal(["GRACE (2)", "Grace", "Grace (3)"], hall.State.Churches.Values.Select(c => c.Name).Order(StringComparer.Ordinal));
        hall.Arrive("b2", "GRACE", device: "tablet");
        Assert.Equal("GRACE (2)", hall["b"].Name);
    }

    [Fact]
    public void Arrive_PersonalLinkOnASecondDevice_AsksThenTakesOver()
    {
        hall.Arrive("a", device: "phone", registered: true);
        hall.Join("a");
        Assert.Equal(RefusalCode.ChurchElsewhere, hall.Arrive("a", device: "tablet", registered: true).Refusal?.Code);
        Assert.Null(hall.Arrive("a", device: "tablet", registered: true, takeOver: true).Refusal);
        Assert.Equal("tablet", hall["a"].Device);
        Assert.Equal(RefusalCode.ChurchElsewhere, hall.Arrive("a", device: "phone", registered: true).Refusal?.Code);
    }

    [Fact]
    public void Arrive_PersonalLinkWhileTheOtherDeviceIsGone_NeedsNoAsking()
    {
        hall.Arrive("a", device: "phone", registered: true);
        hall.Join("a");
        hall.Leave("a");
        Assert.Null(hall.Arrive("a", device: "tablet", registered: true).Refusal);
    }

    [Fact]
    public void Arrive_RegisteredChurchTheProducerRenamed_KeepsThatName()
    {
        hall.Arrive("a", "Grace", registered: true);
        hall.Do(new Act(ServiceAction.Rename, new("a"), Name: "Grace Chapel"));
        hall.Arrive("a", "Grace", registered: true);
        Assert.Equal("Grace Chapel", hall["a"].Name);
    }

    [Fact]
    public void TakeOver_WhenTheNewDeviceJoins_KeepsTheSeat()
    {
        hall.Seat("x");
        hall.Arrive("a", device: "phone", registered: true);
        var old = hall.Join("a");
        hall.Arrive("a", device: "tablet", registered: true, takeOver: true);
        hall.Join("a");
        hall.Hear(Presence.SignalKind.Left, old);
        Assert.Equal((1, true), (hall["a"].Seat, hall["a"].IsPresent));
    }

    [Fact]
    public void Arrive_BeforeTheDoorsOpen_IsRefusedUntilTheyOpenByThemselves()
    {
        var early = new Hall(startsAt: Histories.Start.AddHours(2));
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
        var early = new Hall(startsAt: Histories.Start.AddHours(2));
        early.Do(new OpenDoors());
        Assert.Null(early.Arrive("a").Refusal);
        Assert.Empty(early.Do(new OpenDoors()).Events);
    }

    [Fact]
    public void Start_MovedEarlier_OpensTheDoors()
    {
        var early = new Hall(startsAt: Histories.Start.AddHours(2));
        early.Do(new ChangeSettings(SetsStart: true, StartsAt: Histories.Start.AddMinutes(20)));
        Assert.Equal(ServicePhase.Live, early.State.Phase);
    }

    [Fact]
    public void Arrive_AfterTheEnd_IsRefused()
    {
        hall.Do(new EndService());
        Assert.Equal(RefusalCode.ServiceEnded, hall.Arrive("a").Refusal?.Code);
    }

    [Fact]
    public void Church_BackWithinItsGrace_FindsItsSeat()
    {
        hall.Seat("a", "b");
        hall.Leave("a");
        hall.Pass(179);
        hall.Seat("c");
        hall.Join("a");
        Assert.Equal((0, 2), (hall["a"].Seat, hall["c"].Seat));
    }

    [Fact]
    public void Church_AwayBeyondItsGrace_LosesSeatAndSpotlightByTheAlarm()
    {
        hall.Seat("a", "b");
        hall.Act(ServiceAction.Pin, "a");
        hall.Leave("a");
        hall.Pass(180);
        Assert.Null(hall["a"].Seat);
        Assert.Empty(hall.State.Spotlight);
        hall.Seat("c");
        Assert.Equal(0, hall["c"].Seat);
        hall.Join("a");
        Assert.Equal(2, hall["a"].Seat);
    }

    [Fact]
    public void Church_BackAfterItsGrace_TakesItsOldSeatWhenItIsFree()
    {
        hall.Seat("a", "b", "c");
        hall.Leave("a");
        hall.Leave("b");
        hall.Pass(200);
        hall.Join("b");
        Assert.Equal(1, hall["b"].Seat);
    }
}
