using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>Who sits where, checked after every single event of many services.</summary>
public sealed class SeatProperties
{
    [Fact]
    public void Seats_OfAnyService_AreOneForEachPresentAdmittedChurch() => Always((take, state) =>
    {
        var seats = state.Churches.Values.Select(c => c.Seat).OfType<int>().ToList();
        Assert.Equal(seats.Count, seats.Distinct().Count());
    }, take =>
    {
        var churches = take.After.Churches.Values;
        Assert.DoesNotContain(churches, c => c.Standing != Standing.Admitted && c.Seat >= 0);
        Assert.DoesNotContain(churches, c => c.IsPresent && c.Standing == Standing.Admitted && c.Seat is not >= 0);
    });

    [Fact]
    public void SeatMap_OfAnyService_IsThatOfItsChurches() => Always((_, state) =>
    {
        var taken = state.Churches.Values.Select(c => c.Seat).OfType<int>().Order().ToList();
        Assert.Equal(taken, state.Seats.Taken.Order());
        Assert.Equal(taken.Where(s => s >= 0).DefaultIfEmpty(-1).Max(), state.Seats.Top);
        Assert.Equal(Enumerable.Range(0, state.Seats.Top + 1).Except(taken), state.Seats.Holes.Order());
    });

    [Fact]
    public void Seat_OfEveryoneElse_StaysWhenSomeoneComesLeavesOrReturns() => Property.Holds(Scripts.Any, steps =>
    {
        foreach (var take in Scripts.Play(steps).Takes.Where(t => !t.Decision.Events.Any(e => e is SeatsCompacted)))
        {
            foreach (var before in take.Before.Churches.Values.Where(c => c.Seat >= 0))
            {
                var after = take.After.Churches[before.Id];
                var isTurnedOut = after.Standing != before.Standing;
                var isGone = !before.IsPresent && before.SeatEnds <= take.At;
                if (after.Seat != before.Seat && !isTurnedOut && !(isGone && after.Seat is null))
                {
                    Assert.Fail($"{before} became {after} by {take.Command}");
                }
            }
        }
    });

    [Fact]
    public void Newcomer_InAnyService_TakesTheLowestHoleOrItsOldSeat() => Replayed((before, happened, _, _) =>
    {
        if (happened is ChurchSeated { Seat: >= 0 } seated)
        {
            var lowest = Enumerable.Range(0, 100).First(seat => before.Churches.Values.All(c => c.Seat != seat));
            Assert.True(seated.Seat == lowest || seated.Seat == before.Churches[seated.Church].LastSeat, $"{seated} where {lowest} is free");
        }
    });

    [Fact]
    public void Compaction_InAnyService_ClosesAllHolesAndOnlyAtATurn() => Replayed((before, happened, after, take) =>
    {
        if (happened is SeatsCompacted)
        {
            Assert.Empty(after.Seats.Holes);
            Assert.Equal(before.Churches.Values.Count(c => c.Seat >= 0), after.Seats.Top + 1);
            var clock = take.Before.Clock;
            var isTurn = clock.HeldTurn is null && clock.Phase(take.At) == TimeSpan.Zero;
            var isTurnedByHand = clock.TurnAt(take.At, take.Before.Turns) != before.Clock.TurnAt(take.At, take.Before.Turns);
            var isHeld = clock.HeldTurn is not null && take.Command is Act { Action: ServiceAction.Compact };
            Assert.True(isTurn || isTurnedByHand || isHeld, $"compacted by {take.Command} {clock.Phase(take.At)} into a turn");
        }
    });

    [Fact]
    public void Alarm_AsDecisionsAskedForIt_FreesEverySeatInTime() => Property.Holds(Scripts.Any, steps =>
    {
        var service = Scripts.Play(steps);
        service.Pass(200);
        foreach (var take in service.Takes.Where(t => t.Command is not Tick))
        {
            Assert.DoesNotContain(take.Before.Churches.Values, c => IsOverdue(c, take.At));
            Assert.False(take.Before.CompactAt < take.At && take.Before.Clock.HeldTurn is null, $"compaction overdue at {take.At}");
        }
        Assert.DoesNotContain(service.State.Churches.Values, c => IsOverdue(c, service.Now));

        static bool IsOverdue(Attendee church, DateTimeOffset at) =>
            church is { IsPresent: false, Seat: not null, Standing: Standing.Admitted or Standing.Waiting } && church.SeatEnds < at;
    });

    static void Always(Action<Take, ServiceState> afterEvent, Action<Take>? afterDecision = null) => Property.Holds(Scripts.Any, steps =>
    {
        foreach (var take in Scripts.Play(steps).Takes)
        {
            Replay(take, (_, _, after) => afterEvent(take, after));
            afterDecision?.Invoke(take);
        }
    });

    static void Replayed(Action<ServiceState, ServiceEvent, ServiceState, Take> check) => Property.Holds(Scripts.Any, steps =>
    {
        foreach (var take in Scripts.Play(steps).Takes)
        {
            Replay(take, (before, happened, after) => check(before, happened, after, take));
        }
    });

    static void Replay(Take take, Action<ServiceState, ServiceEvent, ServiceState> check)
    {
        var state = take.Before;
        foreach (var happened in take.Decision.Events)
        {
            var after = Evolve.Apply(state, happened, take.At);
            check(state, happened, after);
            state = after;
        }
    }
}
