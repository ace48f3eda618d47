using System.Collections.Immutable;

namespace VideoWall.Domain.Services;

/// <summary>A decision in the making: each event is folded at once, so that the next rule sees its effect.</summary>
sealed class DecisionBuilder(ServiceState state, DateTimeOffset now)
{
    readonly ServiceState before = state;
    readonly ImmutableArray<ServiceEvent>.Builder events = ImmutableArray.CreateBuilder<ServiceEvent>();

    public ServiceState State { get; private set; } = state;

    public DateTimeOffset Now { get; } = now;

    public DateTimeOffset? Wake { get; private set; }

    /// <summary>The producer's act that is decided; it is remembered with what it changed.</summary>
    public Act? Act { get; init; }

    /// <summary>When what is decided about happened, where we were told late.</summary>
    public DateTimeOffset? HappenedAt { get; set; }

    public void Emit(ServiceEvent happened)
    {
        if (HappenedAt is { } earlier)
        {
            happened = happened with { HappenedAt = earlier };
        }
        events.Add(happened);
        State = Evolve.Apply(State, happened, Now);
    }

    public void WakeBy(DateTimeOffset at) => Wake = Wake is { } earlier && earlier <= at ? earlier : at;

    /// <summary>Gives a church the place its standing asks for: a seat when admitted and present, else a place in the queue.</summary>
    public void Place(ChurchId id)
    {
        if (!State.Churches.TryGetValue(id, out var church))
        {
            return;
        }
        if (church is { IsPresent: false, Seat: not null, Standing: Standing.Admitted or Standing.Waiting })
        {
            WakeBy(church.SeatEnds);
        }
        if (church.Standing == Standing.Admitted)
        {
            if (church.IsPresent && church.Seat is null or < 0)
            {
                Emit(new ChurchSeated(id, SeatOf(church) ?? State.Seats.Free));
            }
        }
        else if (church.Seat is >= 0 || (church.Seat is null && (church.IsPresent || church.Standing != Standing.Waiting)))
        {
            Emit(new ChurchSeated(id, State.Seats.FreePlace));
        }
    }

    /// <summary>The seat that a church had; null when somebody took it, or when it would leave a page empty.</summary>
    public int? SeatOf(Attendee church) => church.LastSeat is { } old && State.Seats.IsFree(old) && old <= State.Seats.Top + 1 ? old : null;

    public void Unspotlight(ChurchId church)
    {
        if (State.Spotlight.Contains(church))
        {
            Emit(new SpotlightSet(State.Spotlight.Remove(church)));
        }
    }

    public Decision<ServiceState, ServiceEvent> Refuse(Refusal refusal) => new([], before, refusal);

    public Decision<ServiceState, ServiceEvent> Build()
    {
        KeepTurn();
        KeepCompaction();
        if (Act is { } act && UndoRules.Note(before, State, events, act) is { } done)
        {
            Emit(done); // last of all: the revision that the producer is answered names the act
        }
        return new(events.ToImmutable(), State, null, Wake);
    }

    // With more or fewer turns the formula would jump to another page in the middle of one: move the epoch instead.
    void KeepTurn()
    {
        var turns = State.Turns;
        if (events.Count == 0 || turns == before.Turns)
        {
            return;
        }
        var clock = State.Clock;
        if (clock.HeldTurn is { } held)
        {
            if (held > 0 && held >= turns)
            {
                Emit(new ClockSet(clock.Holding(Math.Max(turns - 1, 0))));
            }
            return;
        }
        if (turns == 0 || before.Turns == 0)
        {
            return;
        }
        var shown = before.Clock == clock ? clock.TurnAt(Now, before.Turns) : clock.TurnAt(Now, turns);
        var kept = shown < turns ? shown : 0;
        if (clock.TurnAt(Now, turns) != kept)
        {
            Emit(new ClockSet(clock.Showing(kept, clock.Phase(Now), Now)));
        }
    }

    // Seats move together at a turn; when the turn moves, so do they.
    void KeepCompaction()
    {
        if (State.CompactAt is { } at && State.Clock != before.Clock && State.Clock.NextTurnAfter(Now) is { } turn && turn != at)
        {
            Emit(new CompactionAsked(turn));
            WakeBy(turn);
        }
    }
}
