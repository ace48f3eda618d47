using System.Collections.Concurrent;
using VideoWall.Domain;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Webhooks;

/// <summary>
/// Which service a LiveKit room belongs to. Remembered for seconds: a room moves to another service only after the first
/// has ended, and its first webhooks may come to any silo.
/// </summary>
public sealed class RoomIndex(IListings listings, TimeProvider time)
{
    static readonly TimeSpan KeepFound = TimeSpan.FromSeconds(10);
    static readonly TimeSpan KeepMissing = TimeSpan.FromSeconds(1);
    const int Most = 100_000;

    readonly ConcurrentDictionary<string, (ServiceId? Service, long At)> known = new();

    /// <exception cref="JournalUnavailableException">Postgres is away, and the room is not remembered.</exception>
    public ValueTask<ServiceId?> Find(string room, CancellationToken cancellation)
    {
        if (known.TryGetValue(room, out var found) && time.GetElapsedTime(found.At) < (found.Service is null ? KeepMissing : KeepFound))
        {
            return ValueTask.FromResult(found.Service);
        }
        return new(Look(room, cancellation));
    }

    public void Forget(string room) => known.TryRemove(room, out _);

    async Task<ServiceId?> Look(string room, CancellationToken cancellation)
    {
        var row = await listings.ServiceByRoom(room, cancellation);
        if (known.Count >= Most)
        {
            known.Clear();
        }
        ServiceId? service = row is null ? null : new(row.Id);
        known[room] = (service, time.GetTimestamp());
        return service;
    }
}
