using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using VideoWall.LiveKit.Keys;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>Signs webhooks as LiveKit does, for what stands in for it; <see cref="WebhookVerifier"/> believes them.</summary>
public sealed class WebhookSigner(LiveKitKeys keys, TimeProvider time)
{
    static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <returns>What belongs into <c>Authorization</c>: the bare token. Good for five minutes and for exactly this body.</returns>
    public string Sign(ReadOnlySpan<byte> body)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new WebhookClaims(
            keys.Signing.Id, now + (long)Life.TotalSeconds, now, now, Convert.ToBase64String(SHA256.HashData(body)));
        return JwtSigner.Sign(JsonSerializer.Serialize(claims, WebhookClaimsJson.Default.WebhookClaims), keys.Signing);
    }
}

/// <summary>Times are Unix seconds.</summary>
/// <param name="Sha256">Standard base64.</param>
sealed record WebhookClaims(
    [property: JsonPropertyName("iss")] string Issuer,
    [property: JsonPropertyName("exp")] long Expires,
    [property: JsonPropertyName("nbf")] long NotBefore,
    [property: JsonPropertyName("iat")] long IssuedAt,
    string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookClaims))]
sealed partial class WebhookClaimsJson : JsonSerializerContext;
