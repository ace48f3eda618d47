using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Tests;

/// <summary>Who is let in, turned away, taken out and let in again.</summary>
public sealed class AdmissionTests
{
    readonly ServiceScript approval = new(admission: AdmissionRule.Approval);
    readonly ServiceScript open = new();

    [Fact]
    public void Arrival_UnderApproval_WaitsWithoutASeatUntilAdmitted()
    {
        approval.Seat("a");
        Assert.Equal((-1, SeatState.Waiting), (approval.View("a").Seat, approval.View("a").State));
        approval.Act(ServiceAction.Admit, "a");
        Assert.Equal((0, SeatState.Live), (approval.View("a").Seat, approval.View("a").State));
    }

    [Fact]
    public void Arrival_OfATrustedChurch_IsSeatedUnderApproval()
    {
        approval.Arrive("a", registered: true, trusted: true);
        approval.Join("a");
        Assert.Equal(0, approval["a"].Seat);
    }

    [Fact]
    public void AdmitAll_WhenSeveralWait_SeatsThemInOrderOfArrival()
    {
        approval.Seat("c", "a", "b");
        approval.Do(new Act(ServiceAction.Admit, All: true));
        Assert.Equal((0, 1, 2), (approval["c"].Seat, approval["a"].Seat, approval["b"].Seat));
    }

    [Fact]
    public void Admission_ClosedWhileItRuns_KeepsWhoIsSeated()
    {
        open.Seat("a");
        open.Do(new ChangeSettings(Admission: AdmissionRule.Approval));
        open.Seat("b");
        Assert.Equal((0, -1), (open["a"].Seat, open["b"].Seat));
    }

    [Fact]
    public void Deny_WaitingChurch_KeepsItOutForGood()
    {
        approval.Seat("a");
        approval.Act(ServiceAction.Deny, "a");
        Assert.Equal(SeatState.Denied, approval.View("a").State);
        Assert.Equal(RefusalCode.ChurchRemoved, approval.Arrive("a").Refusal?.Code);
    }

    [Fact]
    public void AdmittedGuest_UnderANewName_KeepsTheOldOneUntilItIsApproved()
    {
        approval.Seat("a");
        approval.Act(ServiceAction.Admit, "a");
        Assert.Null(approval.Arrive("again", "Something rude", device: "device-a").Refusal);
        Assert.Equal(("a", "Something rude", 0), (approval.View("a").Name, approval.View("a").Wish?.Name, approval["a"].Seat));
        Assert.Null(Audience.ForWalls(approval.View("a"))?.Wish);

        approval.Act(ServiceAction.Admit, "a");
        Assert.Equal(("Something rude", null), (approval.View("a").Name, approval.View("a").Wish));
    }

    [Fact]
    public void AdmittedGuest_UnderANewCity_KeepsTheOldOneToo()
    {
        approval.Seat("a");
        approval.Act(ServiceAction.Admit, "a");
        approval.Do(new Arrive(new("again"), "a", "Rudeville", "device-a", false, false, false));
        Assert.Equal(("", new NameWish("a", "Rudeville")), (approval["a"].City, approval["a"].Wish));
    }

    [Fact]
    public void Wish_OfAChurchThatIsDeniedRenamedOrRemoved_IsGone()
    {
        approval.Seat("a");
        approval.Act(ServiceAction.Admit, "a");
        approval.Arrive("again", "New", device: "device-a");
        approval.Act(ServiceAction.Deny, "a");
        Assert.Equal(("a", null, Standing.Admitted), (approval["a"].Name, approval["a"].Wish, approval["a"].Standing));

        approval.Arrive("again", "New", device: "device-a");
        approval.Act(ServiceAction.Remove, "a");
        approval.Act(ServiceAction.Admit, "a");
        Assert.Equal(("a", null), (approval["a"].Name, approval["a"].Wish));

        approval.Arrive("again", "New", device: "device-a");
        approval.Do(new Act(ServiceAction.Rename, new("a"), Name: "Grace"));
        Assert.Equal(("Grace", null), (approval["a"].Name, approval["a"].Wish));
    }

    [Fact]
    public void Wish_OfAPageThatComesBackUnderItsPresentName_Stays()
    {
        approval.Seat("a");
        approval.Act(ServiceAction.Admit, "a");
        approval.Arrive("again", "New", device: "device-a");
        approval.Arrive("again", "a", device: "device-a");
        Assert.Equal("New", approval["a"].Wish?.Name);
        approval.Do(new ChangeSettings(Admission: AdmissionRule.Open));
        approval.Arrive("again", "Newer", device: "device-a");
        Assert.Equal(("Newer", null), (approval["a"].Name, approval["a"].Wish));
    }

    [Fact]
    public void WaitingGuest_MayCorrectItsName()
    {
        approval.Seat("a");
        approval.Arrive("again", "Grace", device: "device-a");
        Assert.Equal(("Grace", null), (approval["a"].Name, approval["a"].Wish));
    }

    [Fact]
    public void AdmittedGuest_OfAnOpenService_ChangesItsNameAtOnce()
    {
        open.Seat("a");
        open.Arrive("again", "Grace", device: "device-a");
        Assert.Equal("Grace", open["a"].Name);
    }

    [Fact]
    public void Deny_SeatedChurch_IsRefused()
    {
        open.Seat("a");
        Assert.Equal(RefusalCode.NotWaiting, open.Refused(new Act(ServiceAction.Deny, new("a"))).Code);
    }

    [Fact]
    public void Remove_SeatedChurch_TakesSeatAndSpotlightAndForbidsRejoining()
    {
        open.Seat("a", "b");
        open.Act(ServiceAction.Pin, "a");
        open.Act(ServiceAction.Remove, "a");
        Assert.Equal((-1, SeatState.Removed), (open["a"].Seat, open.View("a").State));
        Assert.Empty(open.State.Spotlight);
        Assert.Equal(1, open["b"].Seat);
        Assert.Equal(RefusalCode.ChurchRemoved, open.Arrive("a").Refusal?.Code);
    }

    [Fact]
    public void OldToken_OfARemovedChurch_GetsNoSeat()
    {
        open.Seat("a", "b");
        open.Act(ServiceAction.Remove, "a");
        open.Leave("a");
        open.Pass(400);
        open.Join("a");
        open.Publish("a");
        Assert.True(open["a"].Seat < 0);
        Assert.False(Audience.OnWalls(open.View("a")));
    }

    [Fact]
    public void Admit_RemovedChurch_ReturnsToItsOldSeat()
    {
        open.Seat("a", "b", "c");
        open.Act(ServiceAction.Remove, "b");
        open.Act(ServiceAction.Admit, "b");
        Assert.Equal(1, open["b"].Seat);
        Assert.Null(open.Arrive("b").Refusal);
    }

    [Fact]
    public void Admit_RemovedChurchThatIsAway_SeatsItWhenItComes()
    {
        open.Seat("a");
        open.Act(ServiceAction.Remove, "a");
        open.Leave("a");
        open.Pass(ServiceState.Grace.TotalSeconds);
        open.Act(ServiceAction.Admit, "a");
        Assert.Null(open["a"].Seat);
        open.Join("a");
        Assert.Equal(0, open["a"].Seat);
    }

    [Fact]
    public void Guest_UnderApproval_WaitsLikeAnyOther()
    {
        approval.Hear(SignalKind.Joined, new("PA_g", "camera-7", "Ulm Minster", 1000));
        var guest = approval["camera-7"];
        Assert.Equal(("Ulm Minster", -1, Standing.Waiting), (guest.Name, guest.Seat, guest.Standing));
    }

    [Fact]
    public void Participant_WhoMayHaveNoSeat_IsNoGuest()
    {
        open.Hear(SignalKind.Joined, new("PA_w", "wall-1", "", 1000, IsSeatable: false));
        Assert.Empty(open.State.Churches);
    }
}
