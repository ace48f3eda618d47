using System.Collections.Immutable;
using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>One decision of a rehearsal: the state before it, what it came to, and when.</summary>
public sealed record Take(ServiceState Before, ServiceCommand Command, DateTimeOffset At, Decision<ServiceState, ServiceEvent> Decision)
{
    public ServiceState After => Decision.State;
}

/// <summary>A service under commands, as its actor would run it: ticks come when a decision asked for them, and only then.</summary>
public sealed class Rehearsal
{
    readonly List<Take> takes = [];
    DateTimeOffset? alarm;

    public Rehearsal(ServiceSettings? settings = null, DateTimeOffset? at = null)
    {
        Now = at ?? Histories.Start;
        Do(new Schedule(new("s1"), "ABC234", "svc-s1", "key", settings ?? ServiceSettings.Default("Sunday")));
    }

    public ServiceState State { get; private set; } = ServiceState.None;

    public DateTimeOffset Now { get; private set; }

    public IReadOnlyList<Take> Takes => takes;

    /// <summary>Who is in the room by the service's account: identity to session and track.</summary>
    public ImmutableSortedDictionary<string, (string Sid, string? Track)> Roster => State.Churches.Values
        .Where(c => c.IsPresent)
        .ToImmutableSortedDictionary(c => c.Identity, c => (c.Presence.Current!.Sid, c.Presence.Current.Track?.Sid), StringComparer.Ordinal);

    public Attendee this[string church] => State.Churches[new(church)];

    public Decision<ServiceState, ServiceEvent> Do(ServiceCommand command)
    {
        var decision = ServiceDecider.Decide(State, command, Now);
        takes.Add(new(State, command, Now, decision));
        State = decision.State;
        if (decision.Wake is { } wake && (alarm is null || wake < alarm))
        {
            alarm = wake;
        }
        return decision;
    }

    /// <summary>Lets time pass, ticking whenever the alarm set by earlier decisions rings.</summary>
    public void Until(DateTimeOffset at)
    {
        while (alarm is { } due && due <= at)
        {
            Now = due > Now ? due : Now;
            alarm = null;
            Do(new Tick());
        }
        Now = at > Now ? at : Now;
    }

    public void Pass(double seconds) => Until(Now.AddSeconds(seconds));

    public void Observe(IEnumerable<Sent> webhooks)
    {
        foreach (var webhook in webhooks)
        {
            Until(webhook.At);
            Do(new Observe(webhook.Signal));
        }
    }
}
