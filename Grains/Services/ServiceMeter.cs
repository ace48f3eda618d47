using System.Diagnostics.Metrics;
using VideoWall.Domain.Services;

namespace VideoWall.Grains.Services;

/// <summary>What only the grains see: counted once, wherever the service lives.</summary>
static class ServiceMeter
{
    static readonly Meter Meter = new("VideoWall.Services");

    static readonly Counter<long> Rejoins = Meter.CreateCounter<long>("videowall.rejoins", "{join}", "Churches that came back to a seat they had.");

    public static void Committed(ServiceState before, IReadOnlyList<ServiceEvent> events)
    {
        foreach (var happened in events)
        {
            if (happened is SessionSeen { Church: var id }
                && before.Churches.GetValueOrDefault(id) is { IsPresent: false, LastSeat: not null } or { IsPresent: false, Seat: >= 0 })
            {
                Rejoins.Add(1);
            }
        }
    }
}
