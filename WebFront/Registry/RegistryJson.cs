using System.Text.Json.Serialization;
using VideoWall.WebFront.Registry.Import;

namespace VideoWall.WebFront.Registry;

/// <summary>JSON of the registry, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NewChurch))]
[JsonSerializable(typeof(ChurchChange))]
[JsonSerializable(typeof(ChurchBody))]
[JsonSerializable(typeof(ChurchPage))]
[JsonSerializable(typeof(ImportReport))]
sealed partial class RegistryJson : JsonSerializerContext;
