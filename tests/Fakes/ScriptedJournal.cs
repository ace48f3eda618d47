using System.Runtime.CompilerServices;
using VideoWall.Grains.Ports;

namespace VideoWall.Fakes;

/// <summary>A journal that does what a test's script says, and remembers what went through it.</summary>
public sealed class ScriptedJournal : IJournal
{
    readonly ScriptedStore store;
    readonly IJournal journal;
    readonly Lock gate = new();
    readonly List<Append> appends = [];
    readonly List<(string Stream, long After)> reads = [];
    readonly Dictionary<string, SortedDictionary<long, JournalEvent>> streams = [];

    internal ScriptedJournal(ScriptedStore store, IJournal journal) => (this.store, this.journal) = (store, journal);

    /// <summary>Awaited before an append is written; what it throws is the append's answer, and nothing is written.</summary>
    public Func<Append, Task>? BeforeWrite { get; set; }

    /// <summary>Awaited when an append is written; what it throws is the append's answer: the caller cannot know.</summary>
    public Func<Append, Task>? AfterWrite { get; set; }

    /// <summary>Awaited when a stream has been read, before the caller gets its first event.</summary>
    public Func<string, Task>? AfterRead { get; set; }

    public string Epoch => journal.Epoch;

    public Task BeginEpoch(string lost, CancellationToken cancellation = default)
    {
        store.Asked();
        return journal.BeginEpoch(lost, cancellation);
    }

    /// <summary>Everything that was appended.</summary>
    public IReadOnlyList<Append> Appends => Locked(() => appends.ToArray());

    /// <summary>Which streams were read, and after which revision.</summary>
    public IReadOnlyList<(string Stream, long After)> Reads => Locked(() => reads.ToArray());

    public async Task<AppendOutcome> Append(Append append)
    {
        if (BeforeWrite is { } before)
        {
            await before(append);
        }
        store.Asked();
        var outcome = await journal.Append(append);
        if (outcome == AppendOutcome.Appended)
        {
            Locked(() => Remember(append));
        }
        if (AfterWrite is { } after)
        {
            await after(append);
        }
        return outcome;
    }

    public async IAsyncEnumerable<RecordedEvent> Read(
        string stream, long afterRevision = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        store.Asked();
        Locked(() => reads.Add((stream, afterRevision)));
        var events = new List<RecordedEvent>();
        await foreach (var recorded in journal.Read(stream, afterRevision, cancellation))
        {
            events.Add(recorded);
        }
        if (AfterRead is { } after)
        {
            await after(stream);
        }
        foreach (var recorded in events)
        {
            yield return recorded;
        }
    }

    public Task<long?> Find(string stream, string command, DateTimeOffset since, CancellationToken cancellation = default)
    {
        store.Asked();
        return journal.Find(stream, command, since, cancellation);
    }

    /// <summary>An older copy was put back: of what went through to a stream, the journal has no more than this.</summary>
    public void Lost(string stream, long after) => Locked(() =>
    {
        foreach (var revision in streams[stream].Keys.Where(r => r > after).ToList())
        {
            streams[stream].Remove(revision);
        }
    });

    /// <summary>The events that were appended to a stream, in its order.</summary>
    public IReadOnlyList<JournalEvent> EventsOf(string stream) =>
        Locked(() => streams.TryGetValue(stream, out var known) ? known.Values.ToArray() : []);

    /// <summary>What the journal itself holds beside what went through here, of every stream: the same, or a test has been told a tale.</summary>
    public async Task AssertKept()
    {
        foreach (var stream in Locked(() => streams.Keys.ToArray()))
        {
            var kept = new List<(long, string, string, DateTimeOffset)>();
            await foreach (var (revision, recorded) in journal.Read(stream))
            {
                kept.Add((revision, recorded.Type, recorded.By, recorded.At));
            }
            Assert.Equal(Locked(() => streams[stream].Select(e => (e.Key, e.Value.Type, e.Value.By, e.Value.At)).ToArray()), kept);
        }
    }

    void Remember(Append append)
    {
        appends.Add(append);
        var stream = streams.TryGetValue(append.Stream, out var known) ? known : streams[append.Stream] = [];
        for (var i = 0; i < append.Events.Length; i++)
        {
            stream.Add(append.ExpectedRevision + 1 + i, append.Events[i]);
        }
    }

    void Locked(Action work)
    {
        lock (gate)
        {
            work();
        }
    }

    T Locked<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }
}
