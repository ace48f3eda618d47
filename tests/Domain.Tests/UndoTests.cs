using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Tests;

/// <summary>What a producer did can be taken back, from what the service itself remembers.</summary>
public sealed class UndoTests
{
    readonly ServiceScript script = new(pageSize: 2);

    [Fact]
    public void RemovedChurches_TakenBack_KeepTheirSeatsUntilTheirPagesReturn()
    {
        script.Seat("a", "b", "c");
        script.Act(ServiceAction.Pin, "b");
        script.Do(new Act(ServiceAction.Remove, Churches: [new("c"), new("a"), new("b")]));
        foreach (var church in new[] { "a", "b", "c" })
        {
            script.Leave(church); // as LiveKit tells when it has put them out
        }
        script.Pass(20);

        script.Act(ServiceAction.Undo);

        Assert.Equal((0, 1, 2), (script["a"].Seat, script["b"].Seat, script["c"].Seat));
        Assert.Equal(SeatState.Reconnecting, script.View("b").State);
        Assert.Equal([new ChurchId("b")], script.State.Spotlight.AsEnumerable());
        script.Join("b");
        script.Publish("b");
        Assert.Equal((1, SeatState.Live), (script["b"].Seat, script.View("b").State));
    }

    [Fact]
    public void ChurchThatIsLetInAgain_AndDoesNotCome_LosesItsSeatAfterItsGrace()
    {
        script.Seat("a");
        script.Act(ServiceAction.Remove, "a");
        script.Leave("a");
        script.Act(ServiceAction.Undo);
        Assert.Equal(0, script["a"].Seat);
        script.Pass(181);
        Assert.Null(script["a"].Seat);
    }

    [Fact]
    public void DeniedAndAdmitted_TakenBack_WaitAgain()
    {
        var approval = new ServiceScript(admission: AdmissionRule.Approval);
        approval.Seat("a", "b");
        approval.Act(ServiceAction.Deny, "a");
        approval.Act(ServiceAction.Undo);
        Assert.Equal(SeatState.Waiting, approval.View("a").State);
        Assert.Null(approval.Arrive("a").Refusal);

        approval.Do(new Act(ServiceAction.Admit, All: true));
        approval.Act(ServiceAction.Undo);
        Assert.Equal((-1, -2), (approval["a"].Seat, approval["b"].Seat));
    }

    [Fact]
    public void HideMuteRenameAndSpotlight_TakenBack_AreAsBefore()
    {
        script.Seat("a", "b");
        script.Act(ServiceAction.Pin, "b");
        var before = script.State;
        ServiceCommand[] acts =
        [
            new Act(ServiceAction.Hide, Churches: [new("a"), new("b")]), new Act(ServiceAction.Mute, new("a")), new Act(ServiceAction.Rename, new("a"), Name: "Grace", City: "Ulm"),
        ];
        foreach (var act in acts)
        {
            Assert.Null(script.Do(act).Refusal);
        }
        foreach (var _ in acts)
        {
            script.Act(ServiceAction.Undo);
        }
        Assert.Equal(RosterHeader.Of(before), RosterHeader.Of(script.State));
        Assert.Empty(RosterDelta.Between(RosterView.Of(before), RosterView.Of(script.State)).Seats);
        Assert.Equal(before.Acts.AsEnumerable(), script.State.Acts);
    }

    [Fact]
    public void Act_IsNamedByTheRevisionThatItWasAnswered_AndTakenBackOnce()
    {
        script.Seat("a", "b");
        var hidden = script.Do(new Act(ServiceAction.Hide, new("a"), By: "user:ruth")).State.Revision;
        script.Act(ServiceAction.Hide, "b");

        var past = Assert.Single(script.State.Acts, a => a.Id == hidden);
        Assert.Equal(("user:ruth", ServiceAction.Hide, script.Now), (past.Done.By, past.Done.Action, past.At));
        Assert.Null(script.Do(new Act(ServiceAction.Undo, Past: hidden)).Refusal);
        Assert.Equal((false, true), (script["a"].Hidden, script["b"].Hidden));
        Assert.Equal((RefusalCode.NothingToUndo, "act"), Refused(new Act(ServiceAction.Undo, Past: hidden)));
    }

    [Fact]
    public void Undo_OfNothing_IsRefused()
    {
        script.Seat("a");
        script.Act(ServiceAction.Next);
        script.Act(ServiceAction.Blank);
        Assert.Equal((RefusalCode.NothingToUndo, "act"), Refused(new Act(ServiceAction.Undo)));
    }

    [Fact]
    public void ActThatChangesNothing_IsNotRemembered_AndOfManyTheLastTwenty()
    {
        script.Seat("a");
        script.Act(ServiceAction.Show, "a");
        Assert.Empty(script.State.Acts);
        for (var n = 0; n < 30; n++)
        {
            script.Act(n % 2 == 0 ? ServiceAction.Hide : ServiceAction.Show, "a");
        }
        Assert.Equal((20, script.State.Revision), (script.State.Acts.Length, script.State.Acts[^1].Id));
    }

    (RefusalCode, string?) Refused(Act act)
    {
        var refusal = script.Refused(act);
        return (refusal.Code, refusal.Field);
    }
}
