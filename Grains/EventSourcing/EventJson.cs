using System.Text.Json.Serialization;
using VideoWall.Domain.Churches;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.EventSourcing;

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
[JsonSerializable(typeof(NameWished))]
[JsonSerializable(typeof(SessionSeen))]
[JsonSerializable(typeof(SessionEnded))]
[JsonSerializable(typeof(TrackSeen))]
[JsonSerializable(typeof(TrackEnded))]
[JsonSerializable(typeof(StrangerLeft))]
[JsonSerializable(typeof(RoomOpened))]
[JsonSerializable(typeof(RoomClosed))]
[JsonSerializable(typeof(ChurchSeated))]
[JsonSerializable(typeof(SeatFreed))]
[JsonSerializable(typeof(SeatKept))]
[JsonSerializable(typeof(CompactionAsked))]
[JsonSerializable(typeof(SeatsCompacted))]
[JsonSerializable(typeof(StandingSet))]
[JsonSerializable(typeof(HiddenSet))]
[JsonSerializable(typeof(MutedSet))]
[JsonSerializable(typeof(SpotlightSet))]
[JsonSerializable(typeof(ClockSet))]
[JsonSerializable(typeof(BlankSet))]
[JsonSerializable(typeof(ActDone))]
[JsonSerializable(typeof(ActUndone))]
[JsonSerializable(typeof(LockSet))]
[JsonSerializable(typeof(ServiceState))]
[JsonSerializable(typeof(ChurchRegistered))]
[JsonSerializable(typeof(ProfileChanged))]
[JsonSerializable(typeof(LinkReset))]
[JsonSerializable(typeof(LinkRevoked))]
[JsonSerializable(typeof(ChurchDeleted))]
public sealed partial class EventJson : JsonSerializerContext;

/// <summary>The events of each kind of stream; a test holds them against the assembly, so none can be forgotten.</summary>
public static class Codecs
{
    static readonly EventJson Json = EventJson.Default;

    public static EventCodec<ServiceEvent> Service { get; } = new(
        Json.ServiceScheduled, Json.ServiceChanged, Json.WallKeyReset, Json.DoorsOpened, Json.ServiceEnded, Json.ServiceDeleted,
        Json.SimulationSet, Json.ChurchArrived, Json.ChurchUpdated, Json.NameWished, Json.SessionSeen, Json.SessionEnded, Json.TrackSeen,
        Json.TrackEnded, Json.StrangerLeft, Json.RoomOpened, Json.RoomClosed, Json.ChurchSeated, Json.SeatFreed, Json.SeatKept,
        Json.CompactionAsked, Json.SeatsCompacted, Json.StandingSet, Json.HiddenSet, Json.MutedSet, Json.SpotlightSet,
        Json.ClockSet, Json.BlankSet, Json.LockSet, Json.ActDone, Json.ActUndone);

    public static EventCodec<RegistryEvent> Church { get; } = new(
        Json.ChurchRegistered, Json.ProfileChanged, Json.LinkReset, Json.LinkRevoked, Json.ChurchDeleted);
}
