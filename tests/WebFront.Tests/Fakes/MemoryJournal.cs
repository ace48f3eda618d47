using System.Runtime.CompilerServices;
using VideoWall.Actors.Ports;

namespace VideoWall.WebFront.Tests.Fakes;

sealed class MemoryJournal(MemoryStore store) : IJournal
{
    readonly Dictionary<string, List<JournalEvent>> streams = [];

    /// <summary>Everything that was appended, in order.</summary>
    public List<Append> Appends { get; } = [];

    public Task<AppendOutcome> Append(Append append) => Task.FromResult(store.Locked(() =>
    {
        var stream = streams.TryGetValue(append.Stream, out var known) ? known : streams[append.Stream] = [];
        if (stream.Count != append.ExpectedRevision)
        {
            return AppendOutcome.RevisionTaken;
        }
        var others = store.Rows.Where(row => row.Key != append.Stream).Select(row => row.Value).ToList();
        switch (append.Listing)
        {
            case ServiceListing mine when others.OfType<ServiceListing>().Any(s => s.Code == mine.Code):
                return AppendOutcome.CodeTaken;
            case ServiceListing { State: "scheduled" or "live" } mine when others.OfType<ServiceListing>().Any(s => s.Room == mine.Room && s.State is "scheduled" or "live"):
                return AppendOutcome.RoomTaken;
            case ChurchListing mine when others.OfType<ChurchListing>().Any(c => c.LinkKey == mine.LinkKey):
                return AppendOutcome.KeyTaken;
            case { } mine:
                store.Rows[append.Stream] = mine;
                break;
        }
        stream.AddRange(append.Events);
        Appends.Add(append);
        return AppendOutcome.Appended;
    }));

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
}
