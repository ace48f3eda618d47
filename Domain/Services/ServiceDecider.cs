
namespace VideoWall.Domain.Services;

/// <summary>Decides what a command comes to. Pure: the same state, command and time always give the same events.</summary>
public static class ServiceDecider
{
    public static Decision<ServiceState, ServiceEvent> Decide(ServiceState state, ServiceCommand command, DateTimeOffset now)
    {
        var decision = new DecisionBuilder(state, now) { Act = command as Act };
        var refusal = command switch
        {
            Schedule schedule => Create(decision, schedule),
            _ when !state.Exists => new Refusal(RefusalCode.UnknownService, "There is no such service.", "Look it up in the list of services."),
            Observe observe => PresenceRules.Observe(decision, observe.Signal),
            Reconcile reconcile => PresenceRules.Reconcile(decision, reconcile),
            Tick => TimeRules.Tick(decision),
            DeleteService => Delete(decision),
            _ when state.Phase == ServicePhase.Ended => Refusal.Ended,
            Act { IfRevision: { } wanted } when wanted != state.Revision => new Refusal(
                RefusalCode.RevisionChanged, $"The service is at revision {state.Revision}, not {wanted}.", "Look at what has changed, then decide again.", "ifRevision"),
            Act act => ProducerRules.Act(decision, act),
            Arrive arrive => ArrivalRules.Arrive(decision, arrive),
            Goodbye goodbye => ArrivalRules.Leave(decision, goodbye),
            ChangeSettings change => Change(decision, change),
            OpenDoors => Open(decision),
            EndService => Emit(decision, new ServiceEnded()),
            ResetWallKey reset => Emit(decision, new WallKeyReset(reset.WallKey)),
            SetSimulation simulation => Simulate(decision, simulation),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "Not a command of a service."),
        };
        return refusal is null ? decision.Build() : decision.Refuse(refusal);
    }

    static Refusal? Emit(DecisionBuilder decision, ServiceEvent happened)
    {
        decision.Emit(happened);
        return null;
    }

    static Refusal? Create(DecisionBuilder decision, Schedule schedule)
    {
        if (decision.State.Revision > 0)
        {
            return new(RefusalCode.ServiceExists, "This service exists already.", "Create one with another id.");
        }
        var settings = schedule.Settings with { Title = Texts.Clean(schedule.Settings.Title) };
        if (settings.Check() is { } wrong)
        {
            return wrong;
        }
        decision.Emit(new ServiceScheduled(schedule.Id.Value, schedule.Code, schedule.Room, schedule.WallKey, settings));
        TimeRules.OpenDoorsIfDue(decision);
        return null;
    }

    static Refusal? Change(DecisionBuilder decision, ChangeSettings change)
    {
        var old = decision.State.Settings;
        var settings = new ServiceSettings(
            change.Title is null ? old.Title : Texts.Clean(change.Title),
            change.SetsStart ? change.StartsAt : old.StartsAt,
            change.DoorsMinutes ?? old.DoorsMinutes,
            change.PageSize ?? old.PageSize,
            change.RotationSeconds ?? old.RotationSeconds,
            change.Screens ?? old.Screens,
            change.Admission ?? old.Admission,
            change.WallAccess ?? old.WallAccess,
            change.EndAfterHours ?? old.EndAfterHours,
            change.MaxGuests ?? old.MaxGuests);
        if (settings.Check() is { } wrong)
        {
            return wrong;
        }
        if (settings == old)
        {
            return null;
        }
        var (clock, turns) = (decision.State.Clock, decision.State.Turns);
        decision.Emit(new ServiceChanged(settings));
        if (settings.RotationSeconds != old.RotationSeconds)
        {
            // The page on show stays; a shorter time may be over already, which turns the page once, not many times.
            var turn = clock.TurnAt(decision.Now, turns);
            var interval = TimeSpan.FromSeconds(settings.RotationSeconds);
            var phase = clock.Phase(decision.Now);
            var slower = clock with { IntervalSeconds = settings.RotationSeconds };
            decision.Emit(new ClockSet(clock.HeldTurn is null ? slower.Showing(turn, phase < interval ? phase : TimeSpan.Zero, decision.Now) : slower));
        }
        TimeRules.OpenDoorsIfDue(decision);
        return null;
    }

    static Refusal? Open(DecisionBuilder decision)
    {
        if (decision.State.Phase == ServicePhase.Scheduled)
        {
            decision.Emit(new DoorsOpened());
        }
        return null;
    }

    static Refusal? Delete(DecisionBuilder decision)
    {
        if (decision.State.Phase != ServicePhase.Ended)
        {
            return new(RefusalCode.ServiceNotEnded, "This service has not ended.", "End it first, then delete it.");
        }
        decision.Emit(new ServiceDeleted());
        return null;
    }

    static Refusal? Simulate(DecisionBuilder decision, SetSimulation simulation)
    {
        if (simulation.Churches is < 0 or > 500)
        {
            return Refusal.Invalid("churches", $"churches is {simulation.Churches}.", "Choose a whole number from 0 to 500.");
        }
        if (simulation.Churches != decision.State.Simulation)
        {
            decision.Emit(new SimulationSet(simulation.Churches));
        }
        return null;
    }
}
