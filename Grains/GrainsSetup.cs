using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VideoWall.Grains.Calls;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;
using VideoWall.Grains.Services;
using VideoWall.Grains.Waking;

namespace VideoWall.Grains;

/// <summary>
/// The grains of a silo and what they need beside the ports (<see cref="IJournal"/>, <see cref="IRooms"/>) and the grain
/// storage named <see cref="SnapshotStorage.ProviderName"/>.
/// </summary>
public static partial class GrainsSetup
{
    /// <param name="traced">Calls of grains belong to their callers' traces; costs every call, so only where somebody collects them.</param>
    public static ISiloBuilder AddVideoWallGrains(this ISiloBuilder silo, bool traced = false)
    {
        if (traced)
        {
            silo.AddActivityPropagation();
        }
        silo.Services.AddMessages();
        silo.Services.AddSingleton<ISnapshots, SnapshotStorage>().AddSingleton<IAttendanceReader, AttendanceReader>().AddSingleton(Alarms).AddSingleton(Outage).AddHostedService<WakeService>();
        silo.AddOutgoingGrainCallFilter<RetryFilter>().AddIncomingGrainCallFilter<FaultFilter>();
        return silo;
    }

    /// <summary>One service's alarm is another grain call: the clock of a silo wakes services wherever they are.</summary>
    static AlarmClock Alarms(IServiceProvider services)
    {
        var (log, grains, outage) =
            (services.GetRequiredService<ILogger<AlarmClock>>(), services.GetRequiredService<IGrainFactory>(), services.GetRequiredService<DatabaseOutage>());
        return new(
            services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Grains), id => grains.GetGrain<IServiceGrain>(id).Wake(),
            (id, fault) =>
            {
                if (fault is JournalUnavailableException)
                {
                    outage.Noticed($"the waking of service {id}", fault.Message);
                    return;
                }
                WakeFailed(log, id, fault.Message);
            });
    }

    static DatabaseOutage Outage(IServiceProvider services) => new(
        services.GetRequiredKeyedService<TimeProvider>(TimeProviderNames.Grains), services.GetRequiredService<ILogger<DatabaseOutage>>());

    [LoggerMessage(4002, LogLevel.Warning, "Service {Service} could not be woken, trying again: {Reason}")]
    static partial void WakeFailed(ILogger log, string service, string reason);
}
