using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using VideoWall.Domain;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.EventSourcing;

/// <summary>One kind of stream: its rules, its listing, its snapshot.</summary>
/// <param name="Decide">Pure; an exception is a bug and fails that command alone.</param>
/// <param name="Listing">The stream's listing row after <paramref name="Decide"/>, or null when the events leave it alone.</param>
/// <param name="SnapshotFormat">Raised when the state's shape changes; older snapshots are then not used.</param>
/// <param name="StateJson">How the state is written into a snapshot; null for streams too short to need one.</param>
/// <param name="Changed">What events changed, in the wire's words; asked for commands only.</param>
public sealed record StreamDefinition<TState, TCommand, TEvent>(
    TState Initial,
    Func<TState, TCommand, DateTimeOffset, Decision<TState, TEvent>> Decide,
    Func<TState, TEvent, DateTimeOffset, TState> Evolve,
    Func<TState, long> Revision,
    Func<TState, TState, Listing?> Listing,
    EventCodec<TEvent> Codec,
    int SnapshotFormat,
    JsonTypeInfo<TState>? StateJson,
    Func<TState, TState, IEnumerable<TEvent>, ImmutableArray<string>>? Changed = null)
    where TState : class
    where TEvent : class;

/// <summary>Events of one batch that are now durable.</summary>
public sealed record Committed<TState, TEvent>(TState Before, TState After, IReadOnlyList<TEvent> Events, IReadOnlyList<string> Causes, DateTimeOffset At);
