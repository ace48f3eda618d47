using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>One act on several churches: all of them or none.</summary>
public sealed class BulkTests
{
    readonly ServiceScript script = new(pageSize: 2);

    [Fact]
    public void Remove_OfSeveral_TakesAllOutInOneDecision()
    {
        script.Seat("a", "b", "c");
        var decision = script.Do(On(ServiceAction.Remove, "a", "c", "a"));
        Assert.Null(decision.Refusal);
        Assert.Equal((Standing.Removed, Standing.Admitted, Standing.Removed), (script["a"].Standing, script["b"].Standing, script["c"].Standing));
        Assert.Equal(2, decision.Events.OfType<StandingSet>().Count());
    }

    [Theory]
    [InlineData(ServiceAction.Hide)]
    [InlineData(ServiceAction.Mute)]
    [InlineData(ServiceAction.Pin)]
    [InlineData(ServiceAction.Remove)]
    public void Act_OnSeveral_ChangesEach(ServiceAction action)
    {
        script.Seat("a", "b", "c");
        script.Do(On(action, "a", "b"));
        Assert.Equal((true, true, false), (IsDone("a"), IsDone("b"), IsDone("c")));

        bool IsDone(string church) => action switch
        {
            ServiceAction.Hide => script[church].Hidden,
            ServiceAction.Mute => script[church].Muted,
            ServiceAction.Pin => script.State.Spotlight.Contains(new(church)),
            _ => script[church].Standing == Standing.Removed,
        };
    }

    [Fact]
    public void Admit_OfSeveralWhoWait_SeatsThemInOrderOfArrival()
    {
        var approval = new ServiceScript(admission: AdmissionRule.Approval);
        approval.Seat("c", "a", "b");
        approval.Do(On(ServiceAction.Admit, "b", "a", "c"));
        Assert.Equal((0, 1, 2), (approval["c"].Seat, approval["a"].Seat, approval["b"].Seat));
    }

    [Fact]
    public void Act_ThatSomeStandInTheWayOf_IsDoneToNobodyAndNamesThem()
    {
        var approval = new ServiceScript(admission: AdmissionRule.Approval);
        approval.Seat("a", "b", "c");
        approval.Act(ServiceAction.Admit, "b");

        var refusal = approval.Refused(On(ServiceAction.Deny, "a", "b", "nobody", "c"));

        Assert.Equal("churchIds", refusal.Field);
        Assert.Equal(
            [(new("b"), RefusalCode.NotWaiting), (new ChurchId("nobody"), RefusalCode.UnknownChurch)],
            refusal.Offenders!.Value.Select(o => (o.Church, o.Code)).OrderBy(o => o.Church.Value));
        Assert.Equal(Standing.Waiting, approval["a"].Standing);
    }

    [Fact]
    public void Act_OnSeveral_NamesAtLeastOneAndAtMostTwoThousand()
    {
        script.Seat("a");
        Assert.Equal("churchIds", script.Refused(On(ServiceAction.Hide)).Field);
        Assert.Equal("churchIds", script.Refused(On(ServiceAction.Hide, [.. Enumerable.Range(0, 2001).Select(n => $"c{n}")])).Field);
        Assert.Equal("churchIds", script.Refused(new Act(ServiceAction.Hide, new("a"), [new("a")])).Field);
        Assert.Equal("churchIds", script.Refused(On(ServiceAction.Rename, "a") with { Name = "Grace" }).Field);
    }

    static Act On(ServiceAction action, params string[] churches) => new(action, Churches: [.. churches.Select(c => new ChurchId(c))]);
}
