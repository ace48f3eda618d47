using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoWall.WebFront.Joining;

/// <summary>A church asks to take part: with the service's code and its name, or with the key of its personal link.</summary>
/// <param name="Code">In any case, with or without spaces and dashes.</param>
/// <param name="Device">The page's own random id; the same device is the same church.</param>
/// <param name="TakeOver">This device shall replace the one that is connected.</param>
/// <param name="Service">With <paramref name="Key"/>: the service chosen, where several are open to this church.</param>
public sealed record JoinRequest(
    string? Code = null, string? Key = null, string? Name = null, string? City = null, string? Device = null, bool TakeOver = false,
    string? Service = null);

/// <param name="Token">Access token for LiveKit, or without it for <c>/direct</c>; ten minutes.</param>
/// <param name="LivekitUrl">Where LiveKit is; null without it.</param>
/// <param name="Admission"><c>admitted</c> or <c>waiting</c>.</param>
/// <param name="HubToken">For <c>/hubs/church</c>, twelve hours.</param>
public sealed record JoinBody(
    string Token, string? LivekitUrl, string Media, string Room, string Identity, JoinedChurchBody Church, JoinedServiceBody Service,
    string Admission, string HubToken);

/// <param name="Wish">The name that it asked for, while a producer has not said yes; left out otherwise.</param>
public sealed record JoinedChurchBody(
    string Id, string Name, string City, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Wish = null);

/// <param name="StartsAt">Announced start, for the countdown.</param>
public sealed record JoinedServiceBody(string Id, string Title, string State, DateTimeOffset? StartsAt);

/// <summary>A wall asks for what it shows.</summary>
/// <param name="Key">From the wall link; not needed where the code opens walls.</param>
/// <param name="Screen">From 0.</param>
public sealed record WallRequest(string? Code = null, string? Key = null, int? Screen = null);

/// <param name="StartsAt">Announced start, for the countdown.</param>
public sealed record WallBody(
    string Token, string? LivekitUrl, string Media, string Room, string ServiceId, string Title, string State, DateTimeOffset? StartsAt, int Screen,
    string WallId, string HubToken);

/// <summary>What pages need to know at run time.</summary>
public sealed record ConfigBody(string Version, string? LivekitUrl, string Media, IReadOnlyList<string> Features);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinBody))]
[JsonSerializable(typeof(LeaveRequest))]
[JsonSerializable(typeof(ServiceChoice[]))]
[JsonSerializable(typeof(WallRequest))]
[JsonSerializable(typeof(WallBody))]
[JsonSerializable(typeof(ConfigBody))]
[JsonSerializable(typeof(VideoWall.WebFront.Services.PreviewBody))]
sealed partial class JoiningJson : JsonSerializerContext;
