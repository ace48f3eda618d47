using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;

namespace VideoWall.Grains.Tests.EventSourcing;

/// <summary>A Sunday on which everything happens once: the commands, a second apart.</summary>
static class History
{
    public static DateTimeOffset Start { get; } = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    public static IEnumerable<(ServiceCommand Command, DateTimeOffset At)> Commands()
    {
        var at = Start;
        foreach (var command in All())
        {
            yield return (command, at);
            at = at.AddSeconds(command is Tick ? 200 : 1);
        }
    }

    static IEnumerable<ServiceCommand> All()
    {
        yield return new Schedule(new("sunday"), "ABC234", "svc-sunday", "key", ServiceSettings.Default("Sunday") with { StartsAt = Start.AddHours(1), PageSize = 2, Screens = 2 });
        yield return new OpenDoors();
        yield return new ResetWallKey("key-2");
        yield return new SetSimulation(3);
        yield return new ChangeSettings(Admission: AdmissionRule.Approval, RotationSeconds: 10);
        yield return new Arrive(new("own"), "Own", "BE", "phone", false, false, false);
        yield return new Arrive(new("reg"), "Registered", "", "tablet", true, true, false);
        yield return Signal(SignalKind.RoomStarted, null, 0);
        for (var n = 0; n < 9; n++)
        {
            yield return Signal(SignalKind.Joined, $"g{n}", 1);
            yield return Signal(SignalKind.Published, $"g{n}", 1);
        }
        yield return Signal(SignalKind.Joined, "church-own", 1);
        yield return Signal(SignalKind.Left, "stranger", 1);
        yield return new Act(ServiceAction.Admit, All: true);
        yield return new Act(ServiceAction.Lock);
        yield return new Arrive(new("again"), "Otherwise", "BE", "phone", false, false, false);
        yield return new Act(ServiceAction.Spotlight, Churches: [new("g1"), new("g2")]);
        yield return new Act(ServiceAction.Hide, new("g3"));
        yield return new Act(ServiceAction.Mute, new("g4"));
        yield return new Act(ServiceAction.Remove, new("g5"));
        yield return new Act(ServiceAction.Rename, new("g6"), Name: "Chäs \U0001F9C0", City: "Bern");
        yield return new Act(ServiceAction.Show, new("g3"));
        yield return new Act(ServiceAction.Undo);
        yield return new Act(ServiceAction.Goto, Page: 2);
        yield return new Act(ServiceAction.Blank);
        yield return Signal(SignalKind.Unpublished, "g0", 1);
        yield return Signal(SignalKind.Left, "g0", 1);
        yield return Signal(SignalKind.Left, "g7", 1);
        yield return Signal(SignalKind.Joined, "g7", 2);
        yield return new Goodbye(new("g6"), null);
        yield return new Tick();
        yield return new Tick();
        yield return new Act(ServiceAction.Resume);
        yield return new Act(ServiceAction.Compact);
        yield return new Reconcile([new(Who("g1", 1), "TR_g11", false), new(Who("late", 1), null, false)], Start.AddMinutes(8));
        yield return new Tick();
        yield return new Tick();
        yield return Signal(SignalKind.RoomFinished, null, 0);
        yield return new Act(ServiceAction.Unblank);
        yield return Signal(SignalKind.Joined, "g8", 2);
        yield return new EndService();
        yield return new DeleteService();
    }

    static Observe Signal(SignalKind kind, string? who, int session) => new(new(
        kind, $"EV_{kind}{who}{session}", Start, "RM_1", kind is SignalKind.Published or SignalKind.Unpublished ? 0 : Start.ToUnixTimeMilliseconds(),
        who is null ? null : Who(who, session), kind is SignalKind.Published or SignalKind.Unpublished ? $"TR_{who}{session}" : null));

    static SignalParticipant Who(string who, int session) =>
        new($"PA_{who}{session}", who, who, Start.AddSeconds(session).ToUnixTimeMilliseconds(), City: "Basel");
}
