using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Tests;

/// <summary>A rehearsal in the words of example tests.</summary>
public sealed class ServiceScript
{
    readonly Rehearsal service;
    readonly Dictionary<string, SignalParticipant> sessions = [];
    int number;

    public ServiceScript(int pageSize = 20, AdmissionRule admission = AdmissionRule.Open, DateTimeOffset? startsAt = null, int maxGuests = 2000) =>
        service = new(ServiceSettings.Default("Sunday") with { PageSize = pageSize, Admission = admission, StartsAt = startsAt, MaxGuests = maxGuests });

    public ServiceState State => service.State;

    public DateTimeOffset Now => service.Now;

    public int Turn => State.Clock.TurnAt(Now, State.Turns);

    public Attendee this[string church] => service[church];

    public SeatView View(string church) => SeatView.Of(this[church])!;

    public Decision<ServiceState, ServiceEvent> Do(ServiceCommand command) => service.Do(command);

    public Refusal Refused(ServiceCommand command)
    {
        var decision = Do(command);
        Assert.Empty(decision.Events);
        return Assert.IsType<Refusal>(decision.Refusal);
    }

    public void Act(ServiceAction action, string? church = null) => Assert.Null(Do(new Act(action, church is null ? null : new(church))).Refusal);

    public void Pass(double seconds) => service.Pass(seconds);

    public Decision<ServiceState, ServiceEvent> Arrive(
        string church, string? name = null, string? device = null, bool registered = false, bool trusted = false, bool takeOver = false) =>
        Do(new Arrive(new(church), name ?? church, "", device ?? $"device-{church}", registered, trusted, takeOver));

    /// <summary>They arrive, join and send a picture.</summary>
    public void Seat(params string[] churches)
    {
        foreach (var church in churches)
        {
            Assert.Null(Arrive(church).Refusal);
            Join(church);
            Publish(church);
        }
    }

    public SignalParticipant Join(string church) => Hear(SignalKind.Joined, sessions[church] = new($"PA_{++number}", $"church-{church}", church, Now.ToUnixTimeMilliseconds() + number));

    public void Publish(string church) => Hear(SignalKind.Published, sessions[church], $"TR_{++number}");

    public void Leave(string church) => Hear(SignalKind.Left, sessions[church]);

    /// <summary>A webhook of this participant; its room is the one and only.</summary>
    public SignalParticipant Hear(SignalKind kind, SignalParticipant who, string? track = null)
    {
        Do(new Observe(new(kind, $"EV_{++number}", Now, "RM_1", track is null ? Histories.Start.ToUnixTimeMilliseconds() : 0, who, track)));
        return who;
    }
}
