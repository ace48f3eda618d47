using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Tests;

/// <summary>Deltas lead from any roster to any other, in any number of steps, for any audience.</summary>
public sealed class DeltaProperties
{
    [Fact]
    public void Delta_OfAnyTwoRosters_LeadsFromOneToTheOther() => Property.Holds(Scripts.Any, steps =>
    {
        var views = Views(steps);
        foreach (var (a, b) in Pairs(views))
        {
            Same(b, a.Apply(RosterDelta.Between(a, b)));
        }
    });

    [Fact]
    public void Delta_OfTheEventsOfADecision_IsThatOfItsRosters() => Property.Holds(Scripts.Any, steps =>
    {
        foreach (var take in Scripts.Play(steps).Takes)
        {
            var whole = RosterDelta.Between(RosterView.Of(take.Before), RosterView.Of(take.After));
            var touched = RosterDelta.Between(take.Before, take.After, take.Decision.Events, ["EV_1"]);
            Same(whole, touched);
            Assert.Equal(["EV_1"], touched.Causes.AsEnumerable());
        }
    });

    [Fact]
    public void Deltas_InARow_JoinToTheDirectOne() => Property.Holds(Scripts.Any, steps =>
    {
        var views = Views(steps);
        foreach (var (a, d) in Pairs(views))
        {
            var (b, c) = (views[views.Count / 3], views[views.Count * 2 / 3]);
            var (ab, bc, cd) = (RosterDelta.Between(a, b), RosterDelta.Between(b, c), RosterDelta.Between(c, d));
            Same(RosterDelta.Between(a, d), ab.Then(bc).Then(cd));
            Same(ab.Then(bc).Then(cd), ab.Then(bc.Then(cd)));
        }
    });

    [Fact]
    public void Delta_CutDownToWalls_LeadsBetweenWhatWallsSee() => Property.Holds(Scripts.Any, steps =>
    {
        foreach (var (a, b) in Pairs(Views(steps)))
        {
            var delta = RosterDelta.Between(a, b).ForWalls();
            Same(b.ForWalls(), a.ForWalls().Apply(delta));
            Same(RosterDelta.Between(a.ForWalls(), b.ForWalls()), delta);
        }
    });

    [Fact]
    public void Walls_OfAnyService_NeverSeeWhomTheyMustNot() => Property.Holds(Scripts.Any, steps =>
    {
        foreach (var take in Scripts.Play(steps).Takes)
        {
            var allowed = take.After.Churches.Values.Where(c => c.Standing == Standing.Admitted && !c.Hidden && c.Seat >= 0).Select(c => c.Id).ToHashSet();
            var delta = RosterDelta.Between(take.Before, take.After, take.Decision.Events, []).ForWalls();
            var seen = RosterView.Of(take.After).ForWalls().Seats.Values.Concat(delta.Seats.Select(s => s.After).OfType<SeatView>());
            Assert.DoesNotContain(seen, seat => seat.Seat < 0 || seat.State >= SeatState.Hidden || !allowed.Contains(seat.Church));
        }
    });

    [Fact]
    public void Console_OfAnyLiveService_SeesEveryChurchOnceAndKnowsWhoIsAway() => Property.Holds(Scripts.Any, steps =>
    {
        foreach (var state in Scripts.Play(steps).Takes.Select(t => t.After).Where(s => s.Phase == ServicePhase.Live))
        {
            var seen = RosterView.Of(state).Seats.Values;
            Assert.Equal(state.Churches.Keys.Select(c => c.Value).Order(), seen.Select(s => s.Church.Value).Order());
            Assert.All(seen, s => Assert.Equal(state.Churches[s.Church].IsAway, s.State == SeatState.Away));
        }
    });

    static List<RosterView> Views(Step[] steps) => [.. Scripts.Play(steps).Takes.Select(t => RosterView.Of(t.After))];

    static IEnumerable<(RosterView, RosterView)> Pairs(List<RosterView> views) =>
        from i in new[] { 0, views.Count / 2, views.Count - 1 } from j in new[] { 0, views.Count / 4, views.Count - 1 } select (views[i], views[j]);

    static void Same(RosterView expected, RosterView actual)
    {
        Assert.Equal((expected.Service, expected.Revision, expected.Header), (actual.Service, actual.Revision, actual.Header));
        Assert.Equal(expected.Seats.Values.AsEnumerable(), actual.Seats.Values);
    }

    static void Same(RosterDelta expected, RosterDelta actual)
    {
        Assert.Equal(
            (expected.Service, expected.From, expected.To, expected.HeaderBefore, expected.HeaderAfter),
            (actual.Service, actual.From, actual.To, actual.HeaderBefore, actual.HeaderAfter));
        Assert.Equal(expected.Seats.AsEnumerable(), actual.Seats);
    }
}
