using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Fakes;

/// <summary>A store, in memory or in Postgres, with places at which a test may hold it up or make it fail.</summary>
public sealed class ScriptedStore
{
    int calls;

    public ScriptedStore(IJournal journal) => Journal = new(this, journal);

    public ScriptedJournal Journal { get; }

    /// <summary>Those of the silos that run; none before the first has started.</summary>
    public ISnapshots Snapshots { get; private set; } = null!;

    /// <summary>As if Postgres were away: every call throws.</summary>
    public bool IsAway { get; set; }

    /// <summary>How often anything was asked for.</summary>
    public int Calls => Volatile.Read(ref calls);

    /// <summary>A silo's snapshots, which go when the store goes.</summary>
    public ISnapshots Over(ISnapshots snapshots) => Snapshots = new Scripted(this, snapshots);

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

    sealed class Scripted(ScriptedStore store, ISnapshots snapshots) : ISnapshots
    {
        public async Task<Snapshot?> Load(string stream, CancellationToken cancellation = default)
        {
            store.Asked();
            return await snapshots.Load(stream, cancellation);
        }

        public async Task Save(string stream, Snapshot snapshot, CancellationToken cancellation = default)
        {
            store.Asked();
            await snapshots.Save(stream, snapshot, cancellation);
        }
    }
}
