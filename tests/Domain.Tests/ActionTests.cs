using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>Each action of a producer, one by one.</summary>
public sealed class ActionTests
{
    readonly Hall hall = new(pageSize: 2);

    [Fact]
    public void Hide_SeatedChurch_KeepsItsSeatButLeavesWallAndSpotlight()
    {
        hall.Seat("a", "b");
        hall.Act(ServiceAction.Spotlight, "a");
        hall.Act(ServiceAction.Hide, "a");
        Assert.Equal((0, true, false), (hall["a"].Seat, hall["a"].Hidden, hall["a"].IsOnWall));
        Assert.Empty(hall.State.Spotlight);
        hall.Act(ServiceAction.Show, "a");
        Assert.True(hall["a"].IsOnWall);
    }

    [Fact]
    public void Act_ForARevision_IsDoneAtThatRevisionOnly()
    {
        hall.Seat("a");
        var seen = hall.State.Revision;
        Assert.Null(hall.Do(new Act(ServiceAction.Blank, IfRevision: seen)).Refusal);

        var late = hall.Refused(new Act(ServiceAction.Hide, new("a"), IfRevision: seen));

        Assert.Equal((RefusalCode.RevisionChanged, "ifRevision"), (late.Code, late.Field));
        Assert.False(hall["a"].Hidden);
        Assert.Null(hall.Do(new Act(ServiceAction.Hide, new("a"), IfRevision: hall.State.Revision)).Refusal);
    }

    [Fact]
    public void Mute_SeatedChurch_MutesUntilUnmuted()
    {
        hall.Seat("a");
        hall.Act(ServiceAction.Mute, "a");
        Assert.True(hall.View("a").Muted);
        hall.Do(new Act(ServiceAction.Mute, new("a"), Muted: false));
        Assert.False(hall.View("a").Muted);
    }

    [Fact]
    public void Rename_SeatedChurch_CleansNameAndKeepsCity()
    {
        hall.Seat("a");
        hall.Do(new Act(ServiceAction.Rename, new("a"), Name: "  Grace \t Chapel ", City: "Ulm"));
        hall.Do(new Act(ServiceAction.Rename, new("a"), Name: "Grace"));
        Assert.Equal(("Grace", "Ulm"), (hall["a"].Name, hall["a"].City));
        Assert.Equal("name", hall.Refused(new Act(ServiceAction.Rename, new("a"), Name: " ")).Field);
    }

    [Fact]
    public void Blank_Pressed_BlanksUntilUnblanked()
    {
        hall.Seat("a");
        hall.Act(ServiceAction.Blank);
        Assert.True(hall.State.Blank);
        Assert.False(hall.State.IsOnAir(hall["a"], hall.Now));
        hall.Act(ServiceAction.Unblank);
        Assert.True(hall.State.IsOnAir(hall["a"], hall.Now));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Spotlight_OfSomeChurches_TakesOneToNine(int count, bool isTaken)
    {
        string[] all = [.. Enumerable.Range(0, 12).Select(n => $"c{n}")];
        hall.Seat(all);
        var decision = hall.Do(new Act(ServiceAction.Spotlight, Churches: [.. all.Take(count).Select(c => new ChurchId(c))]));
        Assert.Equal(isTaken ? null : RefusalCode.TooManySpotlights, decision.Refusal?.Code);
        Assert.Equal(isTaken ? count : 0, hall.State.Spotlight.Length);
    }

    [Fact]
    public void Pin_TenthChurch_IsRefusedAndUnspotlightMakesRoom()
    {
        string[] all = [.. Enumerable.Range(0, 10).Select(n => $"c{n}")];
        hall.Seat(all);
        foreach (var church in all[..9])
        {
            hall.Act(ServiceAction.Pin, church);
        }
        Assert.Equal(RefusalCode.TooManySpotlights, hall.Refused(new Act(ServiceAction.Pin, new("c9"))).Code);
        hall.Act(ServiceAction.Unspotlight, "c4");
        hall.Act(ServiceAction.Pin, "c9");
        Assert.Equal(9, hall.State.Spotlight.Length);
        hall.Act(ServiceAction.Unspotlight);
        Assert.Empty(hall.State.Spotlight);
    }

    [Fact]
    public void Spotlight_OfChurchesNamedTwice_HoldsThemOnce()
    {
        hall.Seat("a", "b");
        hall.Do(new Act(ServiceAction.Spotlight, Churches: [new("b"), new("a"), new("b")]));
        Assert.Equal([new ChurchId("b"), new("a")], hall.State.Spotlight.AsEnumerable());
    }

    [Fact]
    public void Spotlight_HiddenChurch_IsRefused()
    {
        hall.Seat("a");
        hall.Act(ServiceAction.Hide, "a");
        Assert.Equal(RefusalCode.NotSeated, hall.Refused(new Act(ServiceAction.Pin, new("a"))).Code);
    }

    [Fact]
    public void Next_OnThreePages_TurnsAtOnceAndStartsThePageAnew()
    {
        hall.Seat("a", "b", "c", "d", "e");
        hall.Pass(7);
        hall.Act(ServiceAction.Next);
        Assert.Equal(1, hall.Turn);
        hall.Pass(14.9);
        Assert.Equal(1, hall.Turn);
        hall.Pass(0.1);
        Assert.Equal(2, hall.Turn);
        hall.Act(ServiceAction.Next);
        Assert.Equal(0, hall.Turn);
        hall.Act(ServiceAction.Previous);
        Assert.Equal(2, hall.Turn);
    }

    [Fact]
    public void Hold_WhilePagesTurn_StaysThroughNextUntilResumed()
    {
        hall.Seat("a", "b", "c", "d", "e");
        hall.Act(ServiceAction.Hold);
        hall.Pass(100);
        Assert.Equal(0, hall.Turn);
        hall.Act(ServiceAction.Next);
        hall.Pass(100);
        Assert.Equal((1, 1), (hall.Turn, hall.State.Clock.HeldTurn));
        hall.Act(ServiceAction.Resume);
        Assert.Equal(1, hall.Turn);
        hall.Pass(15);
        Assert.Equal(2, hall.Turn);
    }

    [Fact]
    public void Hold_UntilTheLastPageGoes_HoldsAPageThatExists()
    {
        hall.Seat("a", "b", "c");
        hall.Do(new Act(ServiceAction.Goto, Page: 1));
        hall.Act(ServiceAction.Remove, "c");
        Assert.Equal(0, hall.State.Clock.HeldTurn);
        hall.Act(ServiceAction.Remove, "a");
        hall.Act(ServiceAction.Remove, "b");
        Assert.Equal(0, hall.State.Clock.HeldTurn);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(null)]
    public void Goto_PageThatIsNot_IsRefused(int? page)
    {
        hall.Seat("a", "b", "c", "d", "e");
        Assert.Equal((RefusalCode.NoSuchPage, "page"), (hall.Refused(new Act(ServiceAction.Goto, Page: page)).Code, "page"));
    }

    [Fact]
    public void Goto_PageOfASecondScreen_HoldsItsTurn()
    {
        hall.Seat("a", "b", "c", "d", "e", "f", "g");
        hall.Do(new ChangeSettings(Screens: 2));
        hall.Do(new Act(ServiceAction.Goto, Page: 3));
        Assert.Equal(1, hall.State.Clock.HeldTurn);
    }

    [Fact]
    public void Compact_WithHoles_MovesTheLastAtTheNextTurn()
    {
        hall.Seat("a", "b", "c", "d");
        hall.Act(ServiceAction.Remove, "a");
        hall.Pass(4);
        hall.Act(ServiceAction.Compact);
        Assert.Equal(3, hall["d"].Seat);
        hall.Pass(11);
        Assert.Equal((1, 2, 0), (hall["b"].Seat, hall["c"].Seat, hall["d"].Seat));
    }

    [Fact]
    public void Compact_ThenNext_MovesWithThatTurn()
    {
        hall.Seat("a", "b", "c", "d");
        hall.Act(ServiceAction.Remove, "a");
        hall.Act(ServiceAction.Compact);
        hall.Act(ServiceAction.Next);
        Assert.Equal((0, null), (hall["d"].Seat, hall.State.CompactAt));
    }

    [Fact]
    public void Compact_ThenHold_WaitsForTheTurnAfterResume()
    {
        hall.Seat("a", "b", "c", "d");
        hall.Act(ServiceAction.Remove, "a");
        hall.Act(ServiceAction.Compact);
        hall.Act(ServiceAction.Hold);
        hall.Pass(60);
        Assert.Equal(3, hall["d"].Seat);
        hall.Act(ServiceAction.Resume);
        hall.Pass(14);
        Assert.Equal(3, hall["d"].Seat);
        hall.Pass(1);
        Assert.Equal(0, hall["d"].Seat);
    }

    [Fact]
    public void Compact_WhileHeld_MovesAtOnce()
    {
        hall.Seat("a", "b", "c", "d");
        hall.Act(ServiceAction.Remove, "a");
        hall.Act(ServiceAction.Hold);
        hall.Act(ServiceAction.Compact);
        Assert.Equal(0, hall["d"].Seat);
    }

    [Fact]
    public void Act_OnNobodyOrAStranger_IsRefusedWithTheField()
    {
        Assert.Equal((RefusalCode.Invalid, "churchId"), (hall.Refused(new Act(ServiceAction.Hide)).Code, "churchId"));
        Assert.Equal((RefusalCode.UnknownChurch, "churchId"), (hall.Refused(new Act(ServiceAction.Hide, new("nobody"))).Code, "churchId"));
    }

    [Fact]
    public void Act_AfterTheEnd_IsRefused()
    {
        hall.Seat("a");
        hall.Do(new EndService());
        Assert.Equal(RefusalCode.ServiceEnded, hall.Refused(new Act(ServiceAction.Blank)).Code);
        Assert.Equal(RefusalCode.ServiceEnded, hall.Refused(new EndService()).Code);
    }
}
