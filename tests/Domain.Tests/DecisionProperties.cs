using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Tests;

/// <summary>Deciding is pure and repeats come to nothing; folding is total.</summary>
public sealed class DecisionProperties
{
    [Fact]
    public void Decision_MadeAgain_IsTheSame() => Property.Holds(Scripts.Any, steps =>
    {
        foreach (var take in Scripts.Play(steps).Takes)
        {
            var again = ServiceDecider.Decide(take.Before, take.Command, take.At);
            Assert.Equal(Words(take.Decision.Events), Words(again.Events));
            Assert.Equal((take.Decision.Refusal, take.Decision.Wake), (again.Refusal, again.Wake));
        }
    });

    [Fact]
    public void Decision_OfAnyCommand_CountsItsEventsAndRefusesWithNone() => Property.Holds(Scripts.Any, steps =>
    {
        foreach (var take in Scripts.Play(steps).Takes)
        {
            Assert.Equal(take.Before.Revision + take.Decision.Events.Length, take.After.Revision);
            var folded = take.Decision.Events.Aggregate(take.Before, (state, happened) => Evolve.Apply(state, happened, take.At));
            Assert.Empty(RosterDelta.Between(RosterView.Of(take.After), RosterView.Of(folded)).Seats);
            if (take.Decision.Refusal is { } refusal)
            {
                Assert.Empty(take.Decision.Events);
                Assert.Same(take.Before, take.After);
                Assert.False(string.IsNullOrWhiteSpace(refusal.Reason) || string.IsNullOrWhiteSpace(refusal.Cure));
            }
        }
    });

    [Fact]
    public void Command_GivenTwice_ComesToNothingTheSecondTime() => Property.Holds(Scripts.Any, steps =>
    {
        foreach (var take in Scripts.Play(steps).Takes.Where(t => t.Command is not (Schedule or Act { Action: ServiceAction.Next or ServiceAction.Previous })))
        {
            Assert.Equal([], Words(ServiceDecider.Decide(take.After, take.Command, take.At).Events));
        }
    });

    [Fact]
    public void Producers_WhoAllPressTheSame_GetWhatOneGets() => Property.Holds(Scripts.Any, steps =>
    {
        var (one, three) = (Scripts.Play(steps), Scripts.Play(steps, presses: 3));
        Assert.Equal(one.State.Revision, three.State.Revision);
        Assert.Empty(RosterDelta.Between(RosterView.Of(one.State), RosterView.Of(three.State)).Seats);
    });

    [Fact]
    public void Evolve_OfAnyEventsInAnyOrder_NeverThrowsAndCounts() => Property.Holds(AnyEvents, events =>
    {
        var state = ServiceState.None;
        foreach (var happened in events)
        {
            state = Evolve.Apply(state, happened, Histories.Start);
            _ = RosterView.Of(state);
        }
        Assert.Equal(events.Length, state.Revision);
    }, 300);

    static Gen<ServiceEvent[]> AnyEvents { get; } = (
        from kind in Gen.Choose(0, 29)
        from church in Gen.Choose(0, 4).Select(n => new ChurchId($"c{n}"))
        from other in Gen.Choose(0, 4).Select(n => new ChurchId($"c{n}"))
        from n in Gen.Choose(-3, 12)
        from flag in Gen.Elements(true, false)
        select Any(kind, church, other, n, flag)).ArrayOf().ScaleSize(size => 4 * size);

    static ServiceEvent Any(int kind, ChurchId church, ChurchId other, int n, bool flag) => kind switch
    {
        0 => new ServiceScheduled("s1", "CODE", "room", "key", Scripts.Settings),
        1 => new ServiceChanged(Scripts.Settings with { PageSize = Math.Abs(n) + 1 }),
        2 => new WallKeyReset("key2"),
        3 => new DoorsOpened(),
        4 => new ServiceEnded(),
        5 => new ServiceDeleted(),
        6 => new SimulationSet(n),
        7 => new ChurchArrived(church, $"church-{church}", "Name", "", null, flag, (Standing)(n & 3)),
        8 => new ChurchUpdated(church, "Other", "City", "device"),
        9 => new SessionSeen(church, $"PA_{n}", n, flag),
        10 => new SessionEnded(church, $"PA_{n}", n, flag),
        11 => new TrackSeen(church, $"PA_{n}", "TR_1", flag),
        12 => new TrackEnded(church, $"PA_{n}", "TR_1", flag),
        13 => new StrangerLeft($"PA_{n}"),
        14 => new RoomOpened($"RM_{n}", n),
        15 => new RoomClosed($"RM_{n}"),
        16 => new ChurchSeated(church, n),
        17 => new SeatFreed(church),
        18 => new CompactionAsked(Histories.Start),
        19 => new SeatsCompacted([new SeatMove(church, n), new SeatMove(other, n)]),
        20 => new StandingSet(church, (Standing)(n & 3)),
        21 => new HiddenSet(church, flag),
        22 => new SpotlightSet([church, other]),
        23 => new ClockSet(new(Histories.Start, Math.Abs(n), n)),
        24 => new SeatKept(church, Histories.Start.AddSeconds(n)),
        25 => new ActDone(ServiceAction.Hide, "user:ruth", [new(church, Hidden: flag)], [other]),
        26 => new ActUndone(n),
        27 => new LockSet(flag),
        28 => new NameWished(church, flag ? new("Wish", "City") : null),
        _ => new BlankSet(flag),
    };

    static IEnumerable<string> Words(ImmutableArray<ServiceEvent> events) => events.Select(e => e.GetType().Name + JsonSerializer.Serialize(e, e.GetType()));
}
