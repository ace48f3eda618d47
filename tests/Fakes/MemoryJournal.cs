using System.Runtime.CompilerServices;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Fakes;

/// <summary>A journal in memory.</summary>
public sealed class MemoryJournal : IJournal
{
    readonly MemoryStore store;
    readonly Dictionary<string, List<JournalEvent>> streams = [];
    readonly Dictionary<string, string> holders = [];

    internal MemoryJournal(MemoryStore store) => this.store = store;

    public string Epoch { get; private set; } = "memory";

    public Task BeginEpoch(string lost, CancellationToken cancellation = default)
    {
        Epoch = lost == Epoch ? Guid.NewGuid().ToString("n") : Epoch;
        return Task.CompletedTask;
    }

    /// <summary>Everything that was appended, in order.</summary>
    public List<Append> Appends { get; } = [];

    public Task<AppendOutcome> Append(Append append) => Task.FromResult(store.Locked(() => Write(append)));

    public async IAsyncEnumerable<RecordedEvent> Read(
        string stream, long afterRevision = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.Yield(); // as a database would: the caller's turn ends here
        var events = store.Locked(() => streams.TryGetValue(stream, out var known) ? known.ToArray() : []);
        for (var i = (int)afterRevision; i < events.Length; i++)
        {
            yield return new(i + 1, events[i]);
        }
    }

    public async Task<long?> Find(string stream, string command, DateTimeOffset since, CancellationToken cancellation = default)
    {
        await Task.Yield();
        var last = store.Locked(() => streams.TryGetValue(stream, out var known) ? known.FindLastIndex(e => e.Command == command && e.At >= since) : -1);
        return last < 0 ? null : last + 1;
    }

    /// <summary>The events of a stream as they are now.</summary>
    public IReadOnlyList<JournalEvent> EventsOf(string stream)
    {
        lock (store.Gate)
        {
            return streams.TryGetValue(stream, out var known) ? [.. known] : [];
        }
    }

    AppendOutcome Write(Append append)
    {
        var stream = streams.TryGetValue(append.Stream, out var known) ? known : streams[append.Stream] = [];
        if (stream.Count != append.ExpectedRevision)
        {
            return AppendOutcome.RevisionTaken;
        }
        if (append.Listing is { } listing)
        {
            if (Claims(listing).FirstOrDefault(c => holders.TryGetValue(c.What, out var holder) && holder != append.Stream) is { What: not null } taken)
            {
                return taken.Outcome;
            }
            foreach (var (what, _) in store.Rows.TryGetValue(append.Stream, out var old) ? Claims(old) : [])
            {
                holders.Remove(what);
            }
            foreach (var (what, _) in Claims(listing))
            {
                holders[what] = append.Stream;
            }
            store.Rows[append.Stream] = listing;
        }
        stream.AddRange(append.Events);
        Appends.Add(append);
        return AppendOutcome.Appended;
    }

    // What no two rows may have at once.
    static IEnumerable<(string What, AppendOutcome Outcome)> Claims(Listing listing)
    {
        switch (listing)
        {
            case ServiceListing service:
                yield return ($"code {service.Code}", AppendOutcome.CodeTaken);
                if (service.State is "scheduled" or "live")
                {
                    yield return ($"room {service.Room}", AppendOutcome.RoomTaken);
                }
                break;
            case ChurchListing church:
                yield return ($"key {church.LinkKey}", AppendOutcome.KeyTaken);
                if (church is { ExternalId: { } externalId, Deleted: false })
                {
                    yield return ($"external id {externalId}", AppendOutcome.ExternalIdTaken);
                }
                break;
        }
    }
}
