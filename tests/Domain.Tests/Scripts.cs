using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

public enum StepKind
{
    /// <summary>Something happens in the room, and its webhooks arrive.</summary>
    Room,

    /// <summary>A church asks to take part.</summary>
    Arrive,

    /// <summary>A church says goodbye.</summary>
    Goodbye,

    /// <summary>A producer acts.</summary>
    Act,

    /// <summary>A producer changes a setting.</summary>
    Change,

    /// <summary>LiveKit's list is compared.</summary>
    List,
}

/// <param name="Choice">Which move, action or setting; any number means something.</param>
public sealed record Step(StepKind Kind, int Church, int Choice, int GapMs);

/// <summary>Whole services: churches come and go while producers act on them. Any list of steps is a possible service.</summary>
public static class Scripts
{
    const int Churches = 12;
    const int Actions = (int)ServiceAction.Unlock + 3;

    static readonly ImmutableArray<MoveKind> Usual =
    [
        MoveKind.Join, MoveKind.Join, MoveKind.Join, MoveKind.Join, MoveKind.Join, MoveKind.Join, MoveKind.Publish, MoveKind.Publish, MoveKind.Publish,
        MoveKind.Leave, MoveKind.Leave, MoveKind.Crash, MoveKind.Reconnect, MoveKind.Unpublish, MoveKind.Republish, MoveKind.Abort,
    ];

    /// <summary>Small pages, two screens: a dozen churches make several turns.</summary>
    public static ServiceSettings Settings { get; } = ServiceSettings.Default("Sunday") with { PageSize = 2, Screens = 2 };

    public static Gen<Step[]> Any { get; } = Of((8, StepKind.Room), (2, StepKind.Arrive), (1, StepKind.Goodbye), (4, StepKind.Act), (1, StepKind.Change), (1, StepKind.List));

    /// <summary>Churches come and go, and nobody touches anything.</summary>
    public static Gen<Step[]> Unattended { get; } = Of((8, StepKind.Room), (2, StepKind.Arrive), (1, StepKind.List));

    static Gen<Step[]> Of(params (int Weight, StepKind Kind)[] kinds) => (
        from kind in Gen.Frequency([.. kinds.Select(k => (k.Weight, Gen.Constant(k.Kind)))])
        from church in Gen.Choose(0, Churches - 1)
        from choice in Gen.Choose(0, 999)
        from gap in Gen.Frequency([(6, Gen.Choose(0, 5_000)), (2, Gen.Choose(5_000, 60_000)), (1, Gen.Choose(60_000, 240_000))])
        select new Step(kind, church, choice, gap)).ArrayOf().ScaleSize(size => 5 * size);

    /// <summary>Plays the steps.</summary>
    /// <param name="presses">How many producers press each button at once.</param>
    public static Rehearsal Play(IEnumerable<Step> steps, int presses = 1)
    {
        var room = new TrueRoom(Histories.Start);
        var service = new Rehearsal(Settings);
        foreach (var step in steps)
        {
            var heard = room.Sent.Count;
            room.Make(step.Kind == StepKind.Room ? MoveOf(step) : new Move(MoveKind.Wait, 0, step.GapMs));
            service.Observe([.. room.Sent.Skip(heard)]);
            service.Until(room.Now);
            for (var press = 0; press < (IsPressed(step) ? presses : 1) && step.Kind != StepKind.Room; press++)
            {
                service.Do(CommandOf(step, room));
            }
        }
        return service;
    }

    static bool IsPressed(Step step) => step.Kind is StepKind.Act or StepKind.Change && ActionOf(step) is not (ServiceAction.Next or ServiceAction.Previous);

    static Move MoveOf(Step step) => new(
        step.Choice switch { 998 => MoveKind.RoomDeleted, 999 => MoveKind.RoomMadeAgain, var choice => Usual[choice % Usual.Length] },
        step.Church, step.GapMs);

    // Seats move together often, or few services would get that far.
    static ServiceAction ActionOf(Step step) =>
        step.Choice % Actions is var action && action <= (int)ServiceAction.Unlock ? (ServiceAction)action : ServiceAction.Compact;

    static ServiceCommand CommandOf(Step step, TrueRoom room) => step.Kind switch
    {
        StepKind.Arrive => new Arrive(
            new($"c{step.Church}"), $"Church {step.Church / 2}", "", $"device-{step.Choice % 30}", step.Church % 3 == 0, step.Choice % 2 == 0, step.Choice % 5 == 0),
        StepKind.Goodbye => new Goodbye(new(step.Church % 2 == 0 ? $"c{step.Church}" : Histories.Identity(step.Church)), null),
        StepKind.Change => (step.Choice % 5) switch
        {
            0 => new ChangeSettings(PageSize: 1 + (step.Church % 4)),
            1 => new ChangeSettings(Screens: 1 + (step.Church % 3)),
            2 => new ChangeSettings(RotationSeconds: 3 + (step.Church * 7)),
            3 => new ChangeSettings(RotationSeconds: 3 + step.Church, PageSize: 1 + (step.Church % 3)),
            _ => new ChangeSettings(Admission: step.Church % 2 == 0 ? AdmissionRule.Approval : AdmissionRule.Open),
        },
        StepKind.List => new Reconcile(room.History.Listed, room.Now),
        _ => new Act(
            ActionOf(step), new(step.Church % 2 == 0 ? $"c{step.Church}" : Histories.Identity(step.Church)), Page: step.Choice / Actions % 8,
            All: step.Choice % 7 == 0, Name: $"Name {step.Choice}", Muted: step.Choice % 4 != 0),
    };
}
