using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VideoWall.LiveKit.Keys;

namespace VideoWall.LiveKit.Tokens;

/// <summary>What a verified access token says.</summary>
/// <param name="Name">Empty when the token has none.</param>
public sealed record VerifiedToken(string Identity, string Name, string Room, VideoGrant Grant);

/// <summary>What came of reading a token.</summary>
/// <param name="Token">Null when it is not believed.</param>
/// <param name="Refusal">Why it is not believed; safe to show and log. Empty when it is.</param>
public sealed record TokenReading(VerifiedToken? Token, string Refusal);

/// <summary>Verifies access tokens as LiveKit would, for the doors that stand in for LiveKit.</summary>
public sealed class TokenReader(LiveKitKeys keys, TimeProvider time)
{
    /// <summary>LiveKit's own tokens have about 300 characters; whatever is longer than this is not one.</summary>
    const int MaxLength = 4096;

    /// <summary>LiveKit allows clocks to differ by as much (protocol, auth/verifier).</summary>
    static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = MaxLength };

    readonly TokenValidationParameters parameters = new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidIssuers = [.. keys.All.Select(k => k.Id)],

        // A key may stand twice while its secret rotates: every one with the issuer's id is tried.
        IssuerSigningKeyResolver = (_, token, _, _) => keys.All.Where(k => k.Id == token.Issuer).Select(k => k.Credentials.Key),
        ValidateAudience = false, // LiveKit's tokens have none
        ValidateLifetime = false, // done here, by our clock
        LogValidationExceptions = false,
    };

    public async Task<TokenReading> Read(string? token)
    {
        var jwt = Parse(token);
        var fault = string.IsNullOrEmpty(token) ? JwtFault.Missing
            : jwt is null ? JwtFault.Malformed
            : await FaultOf(jwt).ConfigureAwait(false);
        return fault != JwtFault.None ? new TokenReading(null, fault.Words())
            : PayloadOf(jwt!) is { Identity.Length: > 0, Video: { RoomJoin: true, Room.Length: > 0 } grant } payload
                ? new TokenReading(new VerifiedToken(payload.Identity, payload.Name ?? "", grant.Room, grant), "")
            : new TokenReading(null, "the token does not let anybody join a room");
    }

    JsonWebToken? Parse(string? token)
    {
        try
        {
            return handler.ReadJsonWebToken(token);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            return null; // the library's ways to say that it is none, too long, or damaged
        }
    }

    async Task<JwtFault> FaultOf(JsonWebToken token)
    {
        // "none" and every other algorithm are how tokens are forged (RFC 8725, 3.1); an extension that must be
        // understood (RFC 7515, 4.1.11) is not.
        if (token.Alg != SecurityAlgorithms.HmacSha256 || token.TryGetHeaderValue<object>("crit", out _))
        {
            return JwtFault.Algorithm;
        }

        if (keys.All.All(k => k.Id != token.Issuer))
        {
            return JwtFault.UnknownKey;
        }

        var result = await handler.ValidateTokenAsync(token, parameters).ConfigureAwait(false);
        var now = time.GetUtcNow().UtcDateTime;
        return !result.IsValid ? JwtFault.Signature
            : token.ValidTo == DateTime.MinValue ? JwtFault.NoExpiry
            : now - Leeway >= token.ValidTo ? JwtFault.Expired
            : now + Leeway < token.ValidFrom ? JwtFault.NotYetValid
            : JwtFault.None;
    }

    static AccessTokenPayload? PayloadOf(JsonWebToken token)
    {
        try
        {
            return JsonSerializer.Deserialize(Base64UrlEncoder.DecodeBytes(token.EncodedPayload), TokenJson.Default.AccessTokenPayload);
        }
        catch (JsonException)
        {
            return null; // signed with our key, yet not an access token
        }
    }
}
