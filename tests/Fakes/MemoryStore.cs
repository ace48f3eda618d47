using VideoWall.Grains.Interfaces;

namespace VideoWall.Fakes;

/// <summary>The store in memory: what is appended to its journal appears in its listings, as in Postgres.</summary>
public sealed class MemoryStore : IStoreHealth
{
    /// <param name="time">Null for the machine's.</param>
    public MemoryStore(TimeProvider? time = null)
    {
        Journal = new(this);
        Listings = new(this);
        Documents = new(this);
        IdempotencyKeys = new(this, time ?? TimeProvider.System);
    }

    public MemoryJournal Journal { get; }

    public MemoryListings Listings { get; }

    public MemoryDocuments Documents { get; }

    public MemoryIdempotencyKeys IdempotencyKeys { get; }

    /// <summary>As if Postgres were away: every call throws.</summary>
    public bool IsAway { get; set; }

    /// <summary>How often anything was asked for.</summary>
    public int Calls { get; private set; }

    internal Lock Gate { get; } = new();

    internal Dictionary<string, Listing> Rows { get; } = [];

    public Task<string?> Check(CancellationToken cancellation = default) => Task.FromResult(IsAway ? "away" : null);

    public Task<(string Applied, bool Current)> Migrations(CancellationToken cancellation = default) => Task.FromResult(("0001", true));

    internal T Locked<T>(Func<T> work)
    {
        lock (Gate)
        {
            Calls++;
            return IsAway ? throw new JournalUnavailableException("The test took the database away.") : work();
        }
    }
}
