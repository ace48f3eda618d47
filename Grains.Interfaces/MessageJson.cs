using System.Text.Json.Serialization;
using VideoWall.Domain.Churches;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Grains.Interfaces;

/// <summary>
/// JSON of everything that travels between silos, generated at build time. A member may be added with a default; none is
/// renamed or taken away while an older silo may still run (tests hold this against an approved contract).
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(ChurchIdConverter), typeof(ServiceIdConverter)])]
[JsonSerializable(typeof(Schedule))]
[JsonSerializable(typeof(ChangeSettings))]
[JsonSerializable(typeof(OpenDoors))]
[JsonSerializable(typeof(EndService))]
[JsonSerializable(typeof(DeleteService))]
[JsonSerializable(typeof(ResetWallKey))]
[JsonSerializable(typeof(SetSimulation))]
[JsonSerializable(typeof(Arrive))]
[JsonSerializable(typeof(Goodbye))]
[JsonSerializable(typeof(Observe))]
[JsonSerializable(typeof(Reconcile))]
[JsonSerializable(typeof(Tick))]
[JsonSerializable(typeof(Act))]
[JsonSerializable(typeof(Register))]
[JsonSerializable(typeof(ChangeProfile))]
[JsonSerializable(typeof(ResetLink))]
[JsonSerializable(typeof(DeleteChurch))]
[JsonSerializable(typeof(CommandReply))]
[JsonSerializable(typeof(JoinReply))]
[JsonSerializable(typeof(Expectation))]
[JsonSerializable(typeof(ServiceInfo))]
[JsonSerializable(typeof(Roster))]
[JsonSerializable(typeof(PastActs))]
[JsonSerializable(typeof(WatchReply))]
[JsonSerializable(typeof(WallReport))]
[JsonSerializable(typeof(RosterDelta))]
[JsonSerializable(typeof(ChurchState))]
public sealed partial class MessageJson : JsonSerializerContext;
