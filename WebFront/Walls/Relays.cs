using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoWall.Domain;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Walls;

/// <summary>What a silo's host asks of its relays.</summary>
public interface IRelays
{
    /// <summary>Grains may have moved: asks for every watched service where it is now, and for what was missed.</summary>
    void WatchAgain();
}

/// <summary>This silo's relays: one for each service that a page here watches, kept for as long as somebody holds it.</summary>
sealed class Relays(IGrainFactory grains, TimeProvider time, DatabaseOutage outage, ILogger<Relay> log) : BackgroundService, IRelays
{
    static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    readonly Dictionary<ServiceId, Entry> entries = [];
    readonly Lock gate = new();

    public IReadOnlyList<Relay> All
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Values.Select(e => e.Relay)];
            }
        }
    }

    /// <summary>
    /// The service's relay, watching by the time it is returned; null when there is no such service. It stays for as long
    /// as what is returned is not disposed.
    /// </summary>
    public async Task<Holder?> Of(ServiceId service, CancellationToken cancellation)
    {
        Entry entry;
        lock (gate)
        {
            if (!entries.TryGetValue(service, out entry!))
            {
                entries[service] = entry = new(new(service, grains, time, outage, log));
            }
            (entry.Holders, entry.WasIdle) = (entry.Holders + 1, false);
        }
        var holder = new Holder(this, entry);
        try
        {
            if (await entry.Relay.Exists(cancellation))
            {
                return holder;
            }
        }
        catch
        {
            holder.Dispose();
            throw;
        }
        holder.Dispose();
        await Close(service, entry);
        return null;
    }

    /// <summary>
    /// Follows a page's pass until what is returned is disposed; null when it opens nothing, or its service is gone.
    /// </summary>
    /// <param name="withdrawn">Called when it opens nothing any more; may be called more than once.</param>
    public async Task<IDisposable?> Hold(HubPass pass, Action withdrawn, CancellationToken cancellation)
    {
        if (await Of(pass.Service, cancellation) is not { } holder)
        {
            return null;
        }
        if (holder.Relay.Hold(pass, withdrawn))
        {
            return new Held(holder, pass, withdrawn);
        }
        holder.Dispose();
        return null;
    }

    public void WatchAgain()
    {
        foreach (var relay in All)
        {
            relay.WatchAgain();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Sweep();
            }
        }
        catch (OperationCanceledException)
        {
            foreach (var relay in All)
            {
                await relay.DisposeAsync();
            }
        }
    }

    // Idle at two sweeps in a row: a page that reconnects finds its relay, with the deltas it missed.
    async Task Sweep()
    {
        List<(ServiceId Service, Entry Entry)> idle = [];
        lock (gate)
        {
            foreach (var (service, entry) in entries)
            {
                if (entry.WasIdle && entry.IsIdle)
                {
                    idle.Add((service, entry));
                }
                entry.WasIdle = entry.IsIdle;
            }
        }
        foreach (var (service, entry) in idle)
        {
            await Close(service, entry);
        }
    }

    /// <summary>Ends a relay unless somebody came for it meanwhile.</summary>
    async Task Close(ServiceId service, Entry entry)
    {
        lock (gate)
        {
            if (!entry.IsIdle || entries.GetValueOrDefault(service) != entry)
            {
                return;
            }
            entries.Remove(service);
        }
        await entry.Relay.DisposeAsync();
    }

    void Release(Entry entry)
    {
        lock (gate)
        {
            entry.Holders--;
        }
    }

    /// <summary>A relay in use; dispose it once.</summary>
    public sealed class Holder(Relays relays, Entry entry) : IDisposable
    {
        int isReleased;

        public Relay Relay => entry.Relay;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isReleased, 1) == 0)
            {
                relays.Release(entry);
            }
        }
    }

    sealed class Held(Holder holder, HubPass pass, Action withdrawn) : IDisposable
    {
        public void Dispose()
        {
            holder.Relay.Release(pass, withdrawn);
            holder.Dispose();
        }
    }

    public sealed class Entry(Relay relay)
    {
        public Relay Relay => relay;

        public int Holders { get; set; }

        public bool WasIdle { get; set; }

        /// <summary>A wall that is gone is told of for a while.</summary>
        public bool IsIdle => Holders == 0 && relay.Walls.IsEmpty;
    }
}
