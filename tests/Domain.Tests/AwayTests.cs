using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Tests;

/// <summary>Who is gone for good, or never came, stays in the console's list, below the others, and on no wall.</summary>
public sealed class AwayTests
{
    readonly ServiceScript script = new();

    [Fact]
    public void ChurchThatNeverCame_IsTheConsolesAlone()
    {
        script.Seat("a");
        var before = RosterView.Of(script.State);
        script.Arrive("b");
        var delta = RosterDelta.Between(before, RosterView.Of(script.State));
        var came = Assert.Single(delta.Seats).After!;
        Assert.Equal(("b", SeatState.Away), (came.Church.Value, came.State));
        Assert.Empty(delta.ForWalls().Seats);
    }

    [Fact]
    public void ChurchGoneForGood_GoesBelowTheOthersAndComesBackToItsSeat()
    {
        script.Seat("a", "b", "c");
        script.Act(ServiceAction.Remove, "c");
        script.Leave("a");
        script.Pass(179);
        Assert.Equal((0, SeatState.Reconnecting), (script.View("a").Seat, script.View("a").State));
        var before = RosterView.Of(script.State);
        script.Pass(1);
        Assert.Equal(SeatState.Away, script.View("a").State);
        Assert.True(script.View("a").Seat < script.View("c").Seat);
        var delta = RosterDelta.Between(before, RosterView.Of(script.State));
        Assert.Equal([(0, null), (script.View("a").Seat, "a")], delta.Seats.Select(s => (s.Seat, s.After?.Church.Value)).OrderByDescending(s => s.Seat));
        Assert.Equal([(0, null)], delta.ForWalls().Seats.Select(s => (s.Seat, s.After)));

        script.Join("a");
        Assert.Equal((0, SeatState.Joining), (script.View("a").Seat, script.View("a").State));
    }

    [Fact]
    public void EachWhoIsAway_HasAPlaceOfItsOwnThatStays()
    {
        script.Arrive("a");
        script.Arrive("b");
        script.Arrive("c");
        var (a, b, c) = (script.View("a").Seat, script.View("b").Seat, script.View("c").Seat);
        Assert.Equal(3, new HashSet<int> { a, b, c }.Count);
        script.Seat("b");
        Assert.Null(script.Do(new Goodbye(new("b"), null)).Refusal);
        Assert.Equal((a, b, c), (script.View("a").Seat, script.View("b").Seat, script.View("c").Seat));
        script.Arrive("b", device: "another");
        Assert.Equal(b, script.View("b").Seat);
    }

    [Fact]
    public void ChurchThatIsTakenOutWhileAway_IsOutAndNotAway()
    {
        script.Arrive("a");
        script.Act(ServiceAction.Remove, "a");
        Assert.Equal((SeatState.Removed, -1), (script.View("a").State, script.View("a").Seat));
        script.Act(ServiceAction.Admit, "a");
        Assert.Equal(SeatState.Away, script.View("a").State);
    }
}
