using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using VideoWall.LiveKit.Keys;

namespace VideoWall.LiveKit.Tokens;

/// <summary>What a verified access token says.</summary>
/// <param name="Name">Empty when the token has none.</param>
public sealed record VerifiedToken(string Identity, string Name, string Room, VideoGrant Grant);

/// <summary>Verifies access tokens as LiveKit would, for the doors that stand in for LiveKit.</summary>
public sealed class TokenReader(LiveKitKeys keys, TimeProvider time)
{
    /// <param name="refusal">Why the token is not believed; safe to show and log.</param>
    public bool TryRead(
        string? token,
        [NotNullWhen(true)] out VerifiedToken? verified,
        [NotNullWhen(false)] out string? refusal)
    {
        verified = null;
        Span<byte> scratch = stackalloc byte[Jwt.ScratchBytes];
        var fault = Jwt.Open(token, keys, time.GetUtcNow(), scratch, out var length);
        if (fault != JwtFault.None)
        {
            refusal = fault.Words();
            return false;
        }

        var payload = Parse(scratch[..length]);
        if (payload is not { Identity.Length: > 0, Video: { RoomJoin: true, Room.Length: > 0 } grant })
        {
            refusal = "the token does not let anybody join a room";
            return false;
        }

        verified = new VerifiedToken(payload.Identity, payload.Name ?? "", grant.Room, grant);
        refusal = null;
        return true;
    }

    static AccessTokenPayload? Parse(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, ShortTokenJson.Context.AccessTokenPayload);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // signed with our key, yet not an access token
        }
    }
}
