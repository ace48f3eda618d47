using VideoWall.Actors.Ports;

namespace VideoWall.Fakes;

/// <summary>A store, in memory or in Postgres, with places at which a test may hold it up or make it fail.</summary>
public sealed class ScriptedStore
{
    readonly ISnapshots snapshots;
    int calls;

    public ScriptedStore(IJournal journal, ISnapshots snapshots)
    {
        this.snapshots = snapshots;
        Journal = new(this, journal);
        Snapshots = new Counted(this);
    }

    public ScriptedJournal Journal { get; }

    public ISnapshots Snapshots { get; }

    /// <summary>As if Postgres were away: every call throws.</summary>
    public bool IsAway { get; set; }

    /// <summary>How often anything was asked for.</summary>
    public int Calls => Volatile.Read(ref calls);

    /// <summary>Before each call that goes through.</summary>
    /// <exception cref="JournalUnavailableException">The store is away.</exception>
    internal void Asked()
    {
        Interlocked.Increment(ref calls);
        if (IsAway)
        {
            throw new JournalUnavailableException("The test took the database away.");
        }
    }

    sealed class Counted(ScriptedStore store) : ISnapshots
    {
        public async Task<Snapshot?> Load(string stream, CancellationToken cancellation = default)
        {
            store.Asked();
            return await store.snapshots.Load(stream, cancellation);
        }

        public async Task Save(string stream, Snapshot snapshot, CancellationToken cancellation = default)
        {
            store.Asked();
            await store.snapshots.Save(stream, snapshot, cancellation);
        }
    }
}
