using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>Each action of a producer, one by one.</summary>
public sealed class ActionTests
{
    readonly ServiceScript script = new(pageSize: 2);

    [Fact]
    public void Hide_SeatedChurch_KeepsItsSeatButLeavesWallAndSpotlight()
    {
        script.Seat("a", "b");
        script.Act(ServiceAction.Spotlight, "a");
        script.Act(ServiceAction.Hide, "a");
        Assert.Equal((0, true, false), (script["a"].Seat, script["a"].Hidden, script["a"].IsOnWall));
        Assert.Empty(script.State.Spotlight);
        script.Act(ServiceAction.Show, "a");
        Assert.True(script["a"].IsOnWall);
    }

    [Fact]
    public void Act_ForARevision_IsDoneAtThatRevisionOnly()
    {
        script.Seat("a");
        var seen = script.State.Revision;
        Assert.Null(script.Do(new Act(ServiceAction.Blank, IfRevision: seen)).Refusal);

        var late = script.Refused(new Act(ServiceAction.Hide, new("a"), IfRevision: seen));

        Assert.Equal((RefusalCode.RevisionChanged, "ifRevision"), (late.Code, late.Field));
        Assert.False(script["a"].Hidden);
        Assert.Null(script.Do(new Act(ServiceAction.Hide, new("a"), IfRevision: script.State.Revision)).Refusal);
    }

    [Fact]
    public void Mute_SeatedChurch_MutesUntilUnmuted()
    {
        script.Seat("a");
        script.Act(ServiceAction.Mute, "a");
        Assert.True(script.View("a").Muted);
        script.Do(new Act(ServiceAction.Mute, new("a"), Muted: false));
        Assert.False(script.View("a").Muted);
    }

    // LiveKit tells of mutes in its list only: what the list said while the producer's mute held must not outlive it.
    [Fact]
    public void Mute_TakenBack_LeavesNothingOfWhatTheListSawMeanwhile()
    {
        script.Arrive("a");
        var who = script.Join("a");
        script.Hear(SignalKind.Published, who, "TR_1");
        script.Act(ServiceAction.Mute, "a");
        script.Pass(30);
        script.Do(new Reconcile([new(who, "TR_1", true)], script.Now));
        script.Pass(15);
        script.Do(new Act(ServiceAction.Mute, new("a"), Muted: false));
        Assert.Equal((false, false), (script.View("a").Muted, script.View("a").MutedByProducer));
        script.Do(new Reconcile([new(who, "TR_1", true)], script.Now)); // it lags behind
        Assert.False(script.View("a").Muted);
        script.Pass(30);
        script.Do(new Reconcile([new(who, "TR_1", false)], script.Now));
        Assert.False(script.View("a").Muted);
    }

    [Fact]
    public void PhoneCall_ThatMutesAPicture_IsAFactAndNoProducersDoing()
    {
        script.Arrive("a");
        var who = script.Join("a");
        script.Hear(SignalKind.Published, who, "TR_1");
        script.Pass(30);
        script.Do(new Reconcile([new(who, "TR_1", true)], script.Now));
        Assert.Equal((true, false), (script.View("a").Muted, script.View("a").MutedByProducer));
        Assert.Empty(script.Do(new Act(ServiceAction.Mute, new("a"), Muted: false)).Events);
        script.Act(ServiceAction.Mute, "a");
        Assert.True(script.View("a").MutedByProducer);
    }

    [Fact]
    public void Rename_SeatedChurch_CleansNameAndKeepsCity()
    {
        script.Seat("a");
        script.Do(new Act(ServiceAction.Rename, new("a"), Name: "  Grace \t Chapel ", City: "Ulm"));
        script.Do(new Act(ServiceAction.Rename, new("a"), Name: "Grace"));
        Assert.Equal(("Grace", "Ulm"), (script["a"].Name, script["a"].City));
        Assert.Equal("name", script.Refused(new Act(ServiceAction.Rename, new("a"), Name: " ")).Field);
    }

    [Fact]
    public void Blank_Pressed_BlanksUntilUnblanked()
    {
        script.Seat("a");
        script.Act(ServiceAction.Blank);
        Assert.True(script.State.Blank);
        Assert.False(script.State.IsOnAir(script["a"], script.Now));
        script.Act(ServiceAction.Unblank);
        Assert.True(script.State.IsOnAir(script["a"], script.Now));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Spotlight_OfSomeChurches_TakesOneToNine(int count, bool isTaken)
    {
        string[] all = [.. Enumerable.Range(0, 12).Select(n => $"c{n}")];
        script.Seat(all);
        var decision = script.Do(new Act(ServiceAction.Spotlight, Churches: [.. all.Take(count).Select(c => new ChurchId(c))]));
        Assert.Equal(isTaken ? null : RefusalCode.TooManySpotlights, decision.Refusal?.Code);
        Assert.Equal(isTaken ? count : 0, script.State.Spotlight.Length);
    }

    [Fact]
    public void Pin_TenthChurch_IsRefusedAndUnspotlightMakesRoom()
    {
        string[] all = [.. Enumerable.Range(0, 10).Select(n => $"c{n}")];
        script.Seat(all);
        foreach (var church in all[..9])
        {
            script.Act(ServiceAction.Pin, church);
        }
        Assert.Equal(RefusalCode.TooManySpotlights, script.Refused(new Act(ServiceAction.Pin, new("c9"))).Code);
        script.Act(ServiceAction.Unspotlight, "c4");
        script.Act(ServiceAction.Pin, "c9");
        Assert.Equal(9, script.State.Spotlight.Length);
        script.Act(ServiceAction.Unspotlight);
        Assert.Empty(script.State.Spotlight);
    }

    [Fact]
    public void Spotlight_OfChurchesNamedTwice_HoldsThemOnce()
    {
        script.Seat("a", "b");
        script.Do(new Act(ServiceAction.Spotlight, Churches: [new("b"), new("a"), new("b")]));
        Assert.Equal([new ChurchId("b"), new("a")], script.State.Spotlight.AsEnumerable());
    }

    [Fact]
    public void Spotlight_HiddenChurch_IsRefused()
    {
        script.Seat("a");
        script.Act(ServiceAction.Hide, "a");
        Assert.Equal(RefusalCode.NotSeated, script.Refused(new Act(ServiceAction.Pin, new("a"))).Code);
    }

    [Fact]
    public void Next_OnThreePages_TurnsAtOnceAndStartsThePageAnew()
    {
        script.Seat("a", "b", "c", "d", "e");
        script.Pass(7);
        script.Act(ServiceAction.Next);
        Assert.Equal(1, script.Turn);
        script.Pass(14.9);
        Assert.Equal(1, script.Turn);
        script.Pass(0.1);
        Assert.Equal(2, script.Turn);
        script.Act(ServiceAction.Next);
        Assert.Equal(0, script.Turn);
        script.Act(ServiceAction.Previous);
        Assert.Equal(2, script.Turn);
    }

    [Fact]
    public void Hold_WhilePagesTurn_StaysThroughNextUntilResumed()
    {
        script.Seat("a", "b", "c", "d", "e");
        script.Act(ServiceAction.Hold);
        script.Pass(100);
        Assert.Equal(0, script.Turn);
        script.Act(ServiceAction.Next);
        script.Pass(100);
        Assert.Equal((1, 1), (script.Turn, script.State.Clock.HeldTurn));
        script.Act(ServiceAction.Resume);
        Assert.Equal(1, script.Turn);
        script.Pass(15);
        Assert.Equal(2, script.Turn);
    }

    [Fact]
    public void Hold_UntilTheLastPageGoes_HoldsAPageThatExists()
    {
        script.Seat("a", "b", "c");
        script.Do(new Act(ServiceAction.Goto, Page: 1));
        script.Act(ServiceAction.Remove, "c");
        Assert.Equal(0, script.State.Clock.HeldTurn);
        script.Act(ServiceAction.Remove, "a");
        script.Act(ServiceAction.Remove, "b");
        Assert.Equal(0, script.State.Clock.HeldTurn);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(null)]
    public void Goto_PageThatIsNot_IsRefused(int? page)
    {
        script.Seat("a", "b", "c", "d", "e");
        Assert.Equal((RefusalCode.NoSuchPage, "page"), (script.Refused(new Act(ServiceAction.Goto, Page: page)).Code, "page"));
    }

    [Fact]
    public void Goto_PageOfASecondScreen_HoldsItsTurn()
    {
        script.Seat("a", "b", "c", "d", "e", "f", "g");
        script.Do(new ChangeSettings(Screens: 2));
        script.Do(new Act(ServiceAction.Goto, Page: 3));
        Assert.Equal(1, script.State.Clock.HeldTurn);
    }

    [Fact]
    public void Compact_WithHoles_MovesTheLastAtTheNextTurn()
    {
        script.Seat("a", "b", "c", "d");
        script.Act(ServiceAction.Remove, "a");
        script.Pass(4);
        script.Act(ServiceAction.Compact);
        Assert.Equal(3, script["d"].Seat);
        script.Pass(11);
        Assert.Equal((1, 2, 0), (script["b"].Seat, script["c"].Seat, script["d"].Seat));
    }

    [Fact]
    public void Compact_ThenNext_MovesWithThatTurn()
    {
        script.Seat("a", "b", "c", "d");
        script.Act(ServiceAction.Remove, "a");
        script.Act(ServiceAction.Compact);
        script.Act(ServiceAction.Next);
        Assert.Equal((0, null), (script["d"].Seat, script.State.CompactAt));
    }

    [Fact]
    public void Compact_ThenHold_WaitsForTheTurnAfterResume()
    {
        script.Seat("a", "b", "c", "d");
        script.Act(ServiceAction.Remove, "a");
        script.Act(ServiceAction.Compact);
        script.Act(ServiceAction.Hold);
        script.Pass(60);
        Assert.Equal(3, script["d"].Seat);
        script.Act(ServiceAction.Resume);
        script.Pass(14);
        Assert.Equal(3, script["d"].Seat);
        script.Pass(1);
        Assert.Equal(0, script["d"].Seat);
    }

    [Fact]
    public void Compact_WhileHeld_MovesAtOnce()
    {
        script.Seat("a", "b", "c", "d");
        script.Act(ServiceAction.Remove, "a");
        script.Act(ServiceAction.Hold);
        script.Act(ServiceAction.Compact);
        Assert.Equal(0, script["d"].Seat);
    }

    [Fact]
    public void Act_OnNobodyOrAStranger_IsRefusedWithTheField()
    {
        Assert.Equal((RefusalCode.Invalid, "churchId"), (script.Refused(new Act(ServiceAction.Hide)).Code, "churchId"));
        Assert.Equal((RefusalCode.UnknownChurch, "churchId"), (script.Refused(new Act(ServiceAction.Hide, new("nobody"))).Code, "churchId"));
    }

    [Fact]
    public void Act_AfterTheEnd_IsRefused()
    {
        script.Seat("a");
        script.Do(new EndService());
        Assert.Equal(RefusalCode.ServiceEnded, script.Refused(new Act(ServiceAction.Blank)).Code);
        Assert.Equal(RefusalCode.ServiceEnded, script.Refused(new EndService()).Code);
    }
}
