
namespace VideoWall.Domain.Services;

/// <summary>Decides what a command comes to. Pure: the same state, command and time always give the same events.</summary>
public static class ServiceDecider
{
    public static Decision<ServiceState, ServiceEvent> Decide(ServiceState state, ServiceCommand command, DateTimeOffset now)
    {
        var draft = new Draft(state, now);
        var refusal = command switch
        {
            Schedule schedule => Create(draft, schedule),
            _ when !state.Exists => new Refusal(RefusalCode.UnknownService, "There is no such service.", "Look it up in the list of services."),
            Observe observe => PresenceRules.Observe(draft, observe.Signal),
            Reconcile reconcile => PresenceRules.Reconcile(draft, reconcile),
            Tick => Clockwork.Tick(draft),
            DeleteService => Delete(draft),
            _ when state.Phase == ServicePhase.Ended => Refusal.Ended,
            Act act => ProducerRules.Act(draft, act),
            Arrive arrive => ArrivalRules.Arrive(draft, arrive),
            ChangeSettings change => Change(draft, change),
            OpenDoors => Open(draft),
            EndService => Emit(draft, new ServiceEnded()),
            ResetWallKey reset => Emit(draft, new WallKeyReset(reset.WallKey)),
            SetSimulation simulation => Simulate(draft, simulation),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "Not a command of a service."),
        };
        return refusal is null ? draft.Done() : draft.Refuse(refusal);
    }

    static Refusal? Emit(Draft draft, ServiceEvent happened)
    {
        draft.Emit(happened);
        return null;
    }

    static Refusal? Create(Draft draft, Schedule schedule)
    {
        if (draft.State.Revision > 0)
        {
            return new(RefusalCode.ServiceExists, "This service exists already.", "Create one with another id.");
        }
        var settings = schedule.Settings with { Title = Texts.Clean(schedule.Settings.Title) };
        if (settings.Check() is { } wrong)
        {
            return wrong;
        }
        draft.Emit(new ServiceScheduled(schedule.Id.Value, schedule.Code, schedule.Room, schedule.WallKey, settings));
        Clockwork.Doors(draft);
        return null;
    }

    static Refusal? Change(Draft draft, ChangeSettings change)
    {
        var old = draft.State.Settings;
        var settings = new ServiceSettings(
            change.Title is null ? old.Title : Texts.Clean(change.Title),
            change.SetsStart ? change.StartsAt : old.StartsAt,
            change.DoorsMinutes ?? old.DoorsMinutes,
            change.PageSize ?? old.PageSize,
            change.RotationSeconds ?? old.RotationSeconds,
            change.Screens ?? old.Screens,
            change.Admission ?? old.Admission,
            change.WallAccess ?? old.WallAccess);
        if (settings.Check() is { } wrong)
        {
            return wrong;
        }
        if (settings == old)
        {
            return null;
        }
        var (clock, turns) = (draft.State.Clock, draft.State.Turns);
        draft.Emit(new ServiceChanged(settings));
        if (settings.RotationSeconds != old.RotationSeconds)
        {
            // The page on show stays; a shorter time may be over already, which turns the page once, not many times.
            var turn = clock.TurnAt(draft.Now, turns);
            var interval = TimeSpan.FromSeconds(settings.RotationSeconds);
            var phase = clock.Phase(draft.Now);
            var slower = clock with { IntervalSeconds = settings.RotationSeconds };
            draft.Emit(new ClockSet(clock.HeldTurn is null ? slower.Showing(turn, phase < interval ? phase : TimeSpan.Zero, draft.Now) : slower));
        }
        Clockwork.Doors(draft);
        return null;
    }

    static Refusal? Open(Draft draft)
    {
        if (draft.State.Phase == ServicePhase.Scheduled)
        {
            draft.Emit(new DoorsOpened());
        }
        return null;
    }

    static Refusal? Delete(Draft draft)
    {
        if (draft.State.Phase != ServicePhase.Ended)
        {
            return new(RefusalCode.ServiceNotEnded, "This service has not ended.", "End it first, then delete it.");
        }
        draft.Emit(new ServiceDeleted());
        return null;
    }

    static Refusal? Simulate(Draft draft, SetSimulation simulation)
    {
        if (simulation.Churches is < 0 or > 500)
        {
            return Refusal.Invalid("churches", $"churches is {simulation.Churches}.", "Choose a whole number from 0 to 500.");
        }
        if (simulation.Churches != draft.State.Simulation)
        {
            draft.Emit(new SimulationSet(simulation.Churches));
        }
        return null;
    }
}
