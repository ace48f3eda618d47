using Microsoft.IdentityModel.JsonWebTokens;
using VideoWall.LiveKit.Keys;

namespace VideoWall.LiveKit.Tokens;

/// <summary>Signs payloads with HS256.</summary>
static class JwtSigner
{
    /// <summary>Our payloads name their times themselves.</summary>
    static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="payload">JSON.</param>
    internal static string Sign(string payload, LiveKitKey key) => Handler.CreateToken(payload, key.Credentials);
}
