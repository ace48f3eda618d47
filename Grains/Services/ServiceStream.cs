using VideoWall.Domain.Services;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.Services;

/// <summary>A service's stream: its rules, its listing, its snapshot.</summary>
static class ServiceStream
{
    public static readonly StreamDefinition<ServiceState, ServiceCommand, ServiceEvent> Definition = new(
        ServiceState.None, ServiceDecider.Decide, Evolve.Apply, s => s.Revision, Listing, Codecs.Service, 3, EventJson.Default.ServiceState, ServiceChanges.Between);

    public static string Name(string id) => $"service/{id}";

    static ServiceListing? Listing(ServiceState before, ServiceState after)
    {
        var row = Row(after);
        return before.Revision > 0 && Row(before) == row ? null : row;
    }

    static ServiceListing Row(ServiceState s) => new(
        s.Id.Value, s.Code, s.Room, s.Settings.Title, Name(s.Phase), s.CreatedAt, s.Settings.StartsAt, s.EndedAt, WakeAt(s));

    /// <summary>What must be woken with nobody calling: doors to open, rooms with people in them (they are to be reconciled), and what is forgotten.</summary>
    public static DateTimeOffset? WakeAt(ServiceState s) => s.Phase switch
    {
        ServicePhase.Scheduled => s.Settings.OpensAt,
        ServicePhase.Live when HasPeople(s) || s.Simulation is not null => s.CreatedAt,
        ServicePhase.Live => s.ForgottenAt,
        _ => null,
    };

    /// <summary>Its room is open, or somebody seems to be left in one that is closed.</summary>
    public static bool HasPeople(ServiceState s) => s.RoomLedger.Sid is not null || s.Churches.Values.Any(c => c.IsPresent);

    static string Name(ServicePhase phase) => phase switch
    {
        ServicePhase.Scheduled => "scheduled",
        ServicePhase.Live => "live",
        ServicePhase.Ended => "ended",
        _ => "deleted",
    };
}
