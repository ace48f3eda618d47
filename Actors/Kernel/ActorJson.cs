using System.Text.Json.Serialization;
using VideoWall.Domain.Churches;
using VideoWall.Domain.Services;

namespace VideoWall.Actors.Kernel;

/// <summary>JSON of events and snapshots, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(ChurchIdConverter), typeof(ServiceIdConverter)])]
[JsonSerializable(typeof(ServiceScheduled))]
[JsonSerializable(typeof(ServiceChanged))]
[JsonSerializable(typeof(WallKeyReset))]
[JsonSerializable(typeof(DoorsOpened))]
[JsonSerializable(typeof(ServiceEnded))]
[JsonSerializable(typeof(ServiceDeleted))]
[JsonSerializable(typeof(SimulationSet))]
[JsonSerializable(typeof(ChurchArrived))]
[JsonSerializable(typeof(ChurchUpdated))]
[JsonSerializable(typeof(SessionSeen))]
[JsonSerializable(typeof(SessionEnded))]
[JsonSerializable(typeof(TrackSeen))]
[JsonSerializable(typeof(TrackEnded))]
[JsonSerializable(typeof(StrangerLeft))]
[JsonSerializable(typeof(RoomOpened))]
[JsonSerializable(typeof(RoomClosed))]
[JsonSerializable(typeof(ChurchSeated))]
[JsonSerializable(typeof(SeatFreed))]
[JsonSerializable(typeof(CompactionAsked))]
[JsonSerializable(typeof(SeatsCompacted))]
[JsonSerializable(typeof(StandingSet))]
[JsonSerializable(typeof(HiddenSet))]
[JsonSerializable(typeof(MutedSet))]
[JsonSerializable(typeof(SpotlightSet))]
[JsonSerializable(typeof(ClockSet))]
[JsonSerializable(typeof(BlankSet))]
[JsonSerializable(typeof(ServiceState))]
[JsonSerializable(typeof(ChurchRegistered))]
[JsonSerializable(typeof(ProfileChanged))]
[JsonSerializable(typeof(LinkReset))]
[JsonSerializable(typeof(LinkRevoked))]
[JsonSerializable(typeof(ChurchDeleted))]
public sealed partial class ActorJson : JsonSerializerContext
{
    /// <summary>The service stream's events; a test holds this against the assembly, so none can be forgotten.</summary>
    public static EventCodec<ServiceEvent> ServiceCodec { get; } = ServiceEvents(Default);

    /// <summary>The events of the registry's churches.</summary>
    public static EventCodec<RegistryEvent> ChurchCodec { get; } = ChurchEvents(Default);

    static EventCodec<ServiceEvent> ServiceEvents(ActorJson json) => new(
        json.ServiceScheduled, json.ServiceChanged, json.WallKeyReset, json.DoorsOpened, json.ServiceEnded, json.ServiceDeleted,
        json.SimulationSet, json.ChurchArrived, json.ChurchUpdated, json.SessionSeen, json.SessionEnded, json.TrackSeen,
        json.TrackEnded, json.StrangerLeft, json.RoomOpened, json.RoomClosed, json.ChurchSeated, json.SeatFreed,
        json.CompactionAsked, json.SeatsCompacted, json.StandingSet, json.HiddenSet, json.MutedSet, json.SpotlightSet,
        json.ClockSet, json.BlankSet);

    static EventCodec<RegistryEvent> ChurchEvents(ActorJson json) => new(
        json.ChurchRegistered, json.ProfileChanged, json.LinkReset, json.LinkRevoked, json.ChurchDeleted);
}
