using Microsoft.AspNetCore.DataProtection;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Access;

/// <summary>
/// Has the keys of cookies and hub tokens at hand before the first call that may need them. Left to itself the framework reads
/// them in the midst of that call, under a lock and holding its thread; when all the walls of a hall come back at once, that
/// takes every thread of the pool, and the process stands still for seconds.
/// </summary>
sealed class FirstKeys(DocumentKeyRing ring, IDocuments documents, IDataProtectionProvider protection, TimeProvider time)
{
    static readonly Document Maker = new("cookie-key-maker", "first", 0, "{}"u8.ToArray());
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>After so long another process that set out to make the first key is taken for dead.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly Lock gate = new();
    Task? ready;

    /// <exception cref="JournalUnavailableException">The store does not answer; asked again, it is tried again.</exception>
    public Task Ready()
    {
        if (ready is { IsCompletedSuccessfully: true } done)
        {
            return done;
        }
        lock (gate)
        {
            return ready is { IsFaulted: false } known ? known : ready = Task.Run(Fetch);
        }
    }

    async Task Fetch()
    {
        if (!await ring.ReadEarly() && !await documents.Put(Maker))
        {
            // Two processes that made a first key each would not know the other's.
            for (var begun = time.GetTimestamp(); time.GetElapsedTime(begun) < Patience && !await ring.ReadEarly();)
            {
                await Task.Delay(Look, time);
            }
        }
        protection.CreateProtector(nameof(FirstKeys)).Protect([]); // makes the framework take them, or make the first
    }
}
