using System.Collections.Immutable;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.Ports;

/// <summary>One event as the journal keeps it.</summary>
/// <param name="Type">Stable name of the event's type; never reused for another shape.</param>
/// <param name="Data">The event as UTF-8 JSON.</param>
/// <param name="At">When it was decided.</param>
/// <param name="By">Who caused it: a user, an API key, <c>livekit</c>, <c>clock</c>, a church.</param>
/// <param name="Command">The key of the command behind it, when its sender gave it one; not read back with the event.</param>
public sealed record JournalEvent(string Type, ReadOnlyMemory<byte> Data, DateTimeOffset At, string By, string? Command = null);

/// <summary>An event read back, with its place in the stream (the first is 1).</summary>
public sealed record RecordedEvent(long Revision, JournalEvent Event);

/// <summary>Consecutive events for one stream; written whole or not at all.</summary>
/// <param name="Stream"><c>service/{id}</c> or <c>church/{id}</c>.</param>
/// <param name="ExpectedRevision">The revision that the writer decided on; 0 for a new stream.</param>
/// <param name="Listing">The stream's row in the listings, replaced in the same transaction; null leaves it alone.</param>
public sealed record Append(string Stream, long ExpectedRevision, ImmutableArray<JournalEvent> Events, Listing? Listing = null);

public enum AppendOutcome
{
    /// <summary>Durable: it survives a kill of this process and of Postgres.</summary>
    Appended,

    /// <summary>Another writer was first; load what it wrote and decide again.</summary>
    RevisionTaken,

    /// <summary>The listing's code belongs to another service.</summary>
    CodeTaken,

    /// <summary>The listing's room belongs to another service that has not ended.</summary>
    RoomTaken,

    /// <summary>The listing's link key belongs to another church.</summary>
    KeyTaken,

    /// <summary>The listing's external id belongs to another church.</summary>
    ExternalIdTaken,
}

/// <summary>
/// The truth: streams of events keyed by (stream, revision). All grains of a silo share it; appends that arrive
/// together share one transaction.
/// </summary>
public interface IJournal
{
    /// <summary>
    /// Names the history in which revisions count. Once an older copy of the database was put back it is another one: what is
    /// remembered of a stream from before, a state or a revision, means nothing any more.
    /// </summary>
    string Epoch { get; }

    /// <summary>Begins another epoch, since the journal lacks what was read from it. Of all who find that at once, one begins it.</summary>
    /// <param name="lost">The epoch in which it was read.</param>
    /// <exception cref="JournalUnavailableException">Postgres is away.</exception>
    Task BeginEpoch(string lost, CancellationToken cancellation = default);

    /// <summary>Makes the events durable. An outcome other than Appended wrote nothing.</summary>
    /// <exception cref="OutcomeUnknownException">They were on their way: they may have been written. Load before deciding again.</exception>
    /// <exception cref="JournalUnavailableException">Postgres is away, full or shutting down; nothing was written.</exception>
    Task<AppendOutcome> Append(Append append);

    /// <summary>The events after <paramref name="afterRevision"/>, in order.</summary>
    /// <exception cref="JournalUnavailableException">Postgres is away.</exception>
    IAsyncEnumerable<RecordedEvent> Read(string stream, long afterRevision = 0, CancellationToken cancellation = default);

    /// <summary>The last revision that came of the command with this key; null when none did.</summary>
    /// <param name="since">What was decided before that does not count.</param>
    /// <exception cref="JournalUnavailableException">Postgres is away.</exception>
    Task<long?> Find(string stream, string command, DateTimeOffset since, CancellationToken cancellation = default);
}
