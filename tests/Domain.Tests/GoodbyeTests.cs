using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Tests;

/// <summary>A church that says goodbye is gone at once; a page that is loaded anew says goodbye too, and keeps its seat.</summary>
public sealed class GoodbyeTests
{
    readonly ServiceScript script = new();

    [Fact]
    public void Goodbye_TakesTheTileFromTheWallsAtOnce()
    {
        script.Seat("a", "b");
        var before = RosterView.Of(script.State);
        Say("a");
        Assert.False(script["a"].IsPresent);
        var change = Assert.Single(RosterDelta.Between(before, RosterView.Of(script.State)).ForWalls().Seats);
        Assert.Equal((0, null), (change.Seat, change.After));
    }

    [Fact]
    public void Seat_OfAGoodbye_IsFreeForOthersAfterFiveSeconds()
    {
        script.Seat("a", "b");
        Say("a");
        script.Pass(4.9);
        script.Seat("c");
        script.Pass(0.1);
        script.Seat("d");
        Assert.Equal((2, 0), (script["c"].Seat, script["d"].Seat));
    }

    [Fact]
    public void PageLoadedAnew_ComesBackToItsSeat_HoweverLongItsCameraTakes()
    {
        script.Seat("a", "b");
        Say("a");
        script.Pass(3);
        script.Arrive("a");
        script.Pass(30);
        script.Seat("c");
        Assert.Equal(SeatState.Away, script.View("a").State);
        script.Join("a");
        Assert.Equal((0, 2, SeatState.Joining), (script["a"].Seat, script["c"].Seat, script.View("a").State));
    }

    [Fact]
    public void PageLoadedAnew_ThatNeverComesBack_LosesItsSeatLikeOthers()
    {
        script.Seat("a");
        Say("a");
        script.Arrive("a");
        script.Pass(180);
        Assert.Null(script["a"].Seat);
    }

    [Fact]
    public void Goodbye_HeardAfterTheNextSessionBegan_SaysNothing()
    {
        script.Arrive("a");
        var old = script.Join("a");
        script.Join("a");
        Assert.Empty(Say("a", old.Sid).Events);
        Assert.True(script["a"].IsPresent);
    }

    [Fact]
    public void Goodbye_AfterLiveKitToldOfTheEnd_StillClearsTheTile()
    {
        script.Arrive("a");
        var session = script.Join("a");
        script.Leave("a");
        Assert.Equal(SeatState.Reconnecting, script.View("a").State);
        Say("a", session.Sid);
        Assert.Equal(SeatState.Away, script.View("a").State);
    }

    [Fact]
    public void LateWebhooks_OfASessionThatSaidGoodbye_DoNotBringItBack()
    {
        script.Arrive("a");
        var session = script.Join("a");
        Say("a", session.Sid);
        script.Hear(SignalKind.Published, session, "TR_late");
        script.Hear(SignalKind.Left, session);
        Assert.Equal(SeatState.Away, script.View("a").State);
    }

    [Fact]
    public void Spotlight_OfAPageLoadedAnew_Stays()
    {
        script.Seat("a", "b");
        script.Act(ServiceAction.Pin, "a");
        Say("a");
        script.Arrive("a");
        script.Join("a");
        Assert.Equal(["a"], script.State.Spotlight.Select(c => c.Value));
    }

    [Fact]
    public void WaitingChurch_ThatSaysGoodbye_LeavesTheQueue()
    {
        var door = new ServiceScript(admission: AdmissionRule.Approval);
        door.Seat("a");
        Assert.Equal(SeatState.Waiting, door.View("a").State);
        door.Do(new Goodbye(new("a"), null));
        Assert.Equal(SeatState.Away, door.View("a").State);
    }

    [Fact]
    public void RemovedChurch_ThatSaysGoodbye_StaysInTheProducersList()
    {
        script.Seat("a");
        script.Act(ServiceAction.Remove, "a");
        Assert.Empty(Say("a").Events);
        Assert.Equal(SeatState.Removed, script.View("a").State);
    }

    [Fact]
    public void ChurchThatIsRemovedAfterItsGoodbye_IsInTheProducersList()
    {
        script.Seat("a");
        Say("a");
        script.Act(ServiceAction.Remove, "a");
        Assert.Equal(SeatState.Removed, script.View("a").State);
    }

    [Fact]
    public void Goodbye_OfNobody_IsRefused() => Assert.Equal(RefusalCode.UnknownChurch, script.Refused(new Goodbye(new("nobody"), null)).Code);

    Decision<ServiceState, ServiceEvent> Say(string church, string? session = null) => script.Do(new Goodbye(new(church), session));
}
