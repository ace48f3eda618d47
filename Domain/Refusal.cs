using System.Collections.Immutable;

namespace VideoWall.Domain;

/// <summary>Why something was not done. The list is closed; each has a stable code on the wire (snake case).</summary>
public enum RefusalCode
{
    Invalid,
    UnknownService,
    UnknownChurch,
    DoorsClosed,
    DoorsLocked,
    ServiceFull,
    TooManyJoins,
    ServiceEnded,
    ServiceNotEnded,
    ServiceExists,
    CodeTaken,
    RoomTaken,
    ExternalIdTaken,
    ChurchRemoved,
    ChurchElsewhere,
    LinkRevoked,
    NotWaiting,
    NotSeated,
    TooManySpotlights,
    NoSuchPage,
    MediaServerNeeded,
    MediaServerPresent,
    TryAgain,
    RevisionChanged,
    NothingToUndo,
}

/// <summary>
/// An expected "no": a value, never an exception. It changed nothing, and <see cref="Cure"/> says what to do about it.
/// </summary>
/// <param name="Reason">For people: what is wrong.</param>
/// <param name="Cure">For people: what to do.</param>
/// <param name="Field">The request's field at fault, in its camel-case wire name.</param>
/// <param name="Offenders">Of an act on several churches: those that it was refused for. Nothing was done to the others either.</param>
public sealed record Refusal(RefusalCode Code, string Reason, string Cure, string? Field = null, ImmutableArray<Offender>? Offenders = null)
{
    public static Refusal Invalid(string field, string reason, string cure) => new(RefusalCode.Invalid, reason, cure, field);

    public static Refusal Ended => new(RefusalCode.ServiceEnded, "This service has ended.", "Ask the producer for the code of the next one.");

    public static Refusal UnknownChurch(ChurchId church) => new(
        RefusalCode.UnknownChurch, $"No church '{church}' takes part in this service.", "Use a churchId from the service's roster.", "churchId");
}

/// <summary>A church that stands in the way of an act on several, and why.</summary>
public sealed record Offender(ChurchId Church, RefusalCode Code, string Reason);

/// <summary>What a decision came to: events and the state after them, or a refusal and nothing else.</summary>
/// <param name="Wake">The earliest moment at which this decision wants a Tick; null for none.</param>
public sealed record Decision<TState, TEvent>(ImmutableArray<TEvent> Events, TState State, Refusal? Refusal, DateTimeOffset? Wake = null);
