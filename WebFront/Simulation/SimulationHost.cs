using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.Grains.Interfaces;
using VideoWall.Simulation;

namespace VideoWall.WebFront.Simulation;

/// <summary>
/// Keeps as many simulated churches in each simulated service as were asked for, also after a restart. What is asked
/// for stands in the service's journal; this only follows it.
/// </summary>
sealed partial class SimulationHost(
    RoomSimulator simulator, ISimulationPlace place, IGrainFactory grains, IListings listings, TimeProvider time, DatabaseOutage outage, ILogger<SimulationHost> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    readonly Dictionary<ServiceId, SimulatedChurches> running = [];
    readonly SemaphoreSlim gate = new(1);

    /// <summary>Follows what a service asks for now.</summary>
    public async Task Follow(ServiceId id)
    {
        await gate.WaitAsync();
        try
        {
            Adopt(id, place.IsHere ? await grains.Service(id).Info() : null);
            if (running.TryGetValue(id, out var churches) && churches.Out is { IsEmpty: false } left
                && await grains.Service(id).Roster() is { } roster)
            {
                churches.Return(left.Intersect(roster.Churches.Where(c => c.State is not (SeatState.Removed or SeatState.Denied)).Select(c => c.Identity)));
            }
        }
        finally
        {
            gate.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        HashSet<ServiceId>? unread = null; // those that may have a simulation and were not looked at; null: not known
        try
        {
            do
            {
                try
                {
                    unread = place.IsHere && (unread is null || !place.IsAlone) ? await Unread(stoppingToken) : place.IsHere ? unread : null;
                    foreach (var service in (unread ?? []).Union(await Running()).ToList())
                    {
                        await Keep(service);
                        unread?.Remove(service);
                    }
                }
                catch (JournalUnavailableException fault)
                {
                    outage.Noticed("simulated churches", fault.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The program ends; the rooms end with it.
        }
    }

    // All that may have one: this silo has just joined, or another one may have been asked.
    async Task<HashSet<ServiceId>> Unread(CancellationToken stopping) =>
        [.. (await listings.ServicesToWake(null, time.GetUtcNow(), stopping)).Select(s => new ServiceId(s.Id))];

    // A service that cannot be read (its journal is of a newer program, say) must not take the others down.
    async Task Keep(ServiceId service)
    {
        try
        {
            await Follow(service);
        }
        catch (Exception fault) when (fault is not JournalUnavailableException)
        {
            Broken(log, service.Value, fault.Message);
        }
    }

    async Task<ServiceId[]> Running()
    {
        await gate.WaitAsync();
        try
        {
            return [.. running.Keys];
        }
        finally
        {
            gate.Release();
        }
    }

    public override void Dispose()
    {
        gate.Dispose();
        base.Dispose();
    }

    void Adopt(ServiceId id, ServiceInfo? service)
    {
        var wanted = service is { Phase: ServicePhase.Live } ? service.Simulation ?? 0 : 0;
        if (running.TryGetValue(id, out var churches))
        {
            if (churches.Count == wanted)
            {
                return;
            }
            churches.Stop();
            churches.Dispose();
            running.Remove(id);
        }
        if (wanted > 0)
        {
            running[id] = churches = new(simulator, service!.Room, wanted, service.Id.Value.Sum(c => c), time);
            churches.Start();
        }
    }

    [LoggerMessage(2302, LogLevel.Error, "The simulation of service {Service} cannot be followed: {Reason}")]
    static partial void Broken(ILogger log, string service, string reason);
}
