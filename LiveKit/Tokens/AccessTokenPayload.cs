using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoWall.LiveKit.Tokens;

/// <summary>
/// The claims of a LiveKit access token. Times are NumericDates (RFC 7519, 2): Unix seconds, which LiveKit's .NET SDK writes
/// with a fraction.
/// </summary>
sealed record AccessTokenPayload
{
    [JsonPropertyName("iss")]
    public string? Issuer { get; init; }

    [JsonPropertyName("sub")]
    public string? Identity { get; init; }

    [JsonPropertyName("nbf")]
    public double NotBefore { get; init; }

    [JsonPropertyName("exp")]
    public double Expires { get; init; }

    public string? Name { get; init; }

    public VideoGrant? Video { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccessTokenPayload))]
sealed partial class TokenJson : JsonSerializerContext;

static class ShortTokenJson
{
    /// <summary>Writes names of every script as they are: a token travels in a URL and should stay short.</summary>
    internal static TokenJson Context { get; } = new(new JsonSerializerOptions(TokenJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
