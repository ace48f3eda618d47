using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoWall.Actors;
using VideoWall.Domain;

namespace VideoWall.WebFront.Walls;

/// <summary>This node's relays: one for each service that a page here watches.</summary>
sealed class Relays(IActors actors, TimeProvider time, ILogger<Relay> log) : BackgroundService
{
    static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<ServiceId, Relay> relays = new();
    readonly string node = Guid.NewGuid().ToString("N");
    readonly Lock gate = new();

    public IEnumerable<Relay> All => relays.Values;

    /// <summary>The service's relay, watching by the time it is returned; null when there is no such service.</summary>
    public async Task<Relay?> Of(ServiceId service, CancellationToken cancellation)
    {
        Relay relay;
        lock (gate) // a sweep must not take away what is just being asked for
        {
            relay = relays.GetOrAdd(service, id => new(id, actors.Service(id), node, time, log));
        }
        if (await relay.Exists(cancellation))
        {
            return relay;
        }
        if (relays.TryRemove(new(service, relay)))
        {
            await relay.DisposeAsync();
        }
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepEvery, time);
        var quiet = new HashSet<Relay>();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Sweep(quiet);
            }
        }
        catch (OperationCanceledException)
        {
            foreach (var relay in relays.Values)
            {
                await relay.DisposeAsync();
            }
        }
    }

    // Idle at two sweeps in a row: a page that reconnects finds its relay, with the deltas it missed.
    async Task Sweep(HashSet<Relay> quiet)
    {
        foreach (var (id, relay) in relays)
        {
            if (!relay.IsIdle)
            {
                quiet.Remove(relay);
            }
            else if (!quiet.Add(relay))
            {
                lock (gate)
                {
                    relays.TryRemove(new(id, relay));
                }
                quiet.Remove(relay);
                await relay.DisposeAsync();
            }
        }
    }
}
