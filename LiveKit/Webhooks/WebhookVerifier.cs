using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using VideoWall.LiveKit.Keys;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>
/// Believes a webhook when its token is signed with one of our keys, is fresh, and vouches for exactly these bytes.
/// LiveKit sends the token bare in <c>Authorization</c>, with claim <c>sha256</c> = standard base64 of the body's SHA-256
/// (livekit/protocol, webhook). Allocates nothing.
/// </summary>
public sealed class WebhookVerifier(LiveKitKeys keys, TimeProvider time)
{
    const string Bearer = "Bearer ";

    /// <summary>Base64 of 32 bytes.</summary>
    const int HashChars = 44;

    /// <summary>Each character may be written as <c>\u0000</c>.</summary>
    const int HashCharsEscaped = HashChars * 6;

    /// <param name="authorization">The header; null when there is none. A "Bearer " before the token is tolerated.</param>
    /// <param name="body">Exactly as received, before any parsing.</param>
    public WebhookVerification Verify(string? authorization, ReadOnlySpan<byte> body)
    {
        Span<byte> scratch = stackalloc byte[Jwt.ScratchBytes];
        var fault = Open(authorization, scratch, out var length);
        return fault != JwtFault.None
            ? new WebhookVerification(VerdictOf(fault), fault.Words())
            : Vouches(scratch[..length], body);
    }

    /// <summary>Whether the token is one of ours, before its body has come; what it vouches for is for <see cref="Verify"/> to say.</summary>
    public WebhookVerification VerifyToken(string? authorization)
    {
        var fault = Open(authorization, stackalloc byte[Jwt.ScratchBytes], out _);
        return new WebhookVerification(VerdictOf(fault), fault == JwtFault.None ? "" : fault.Words());
    }

    JwtFault Open(string? authorization, Span<byte> scratch, out int length)
    {
        var token = authorization.AsSpan().Trim();
        if (token.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            token = token[Bearer.Length..].TrimStart();
        }

        return Jwt.Open(token, keys, time.GetUtcNow(), scratch, out length);
    }

    static WebhookVerification Vouches(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> body)
    {
        Span<byte> claimed = stackalloc byte[HashCharsEscaped];
        if (!TryReadHash(payload, claimed, out var length))
        {
            return new WebhookVerification(WebhookVerdict.HashMissing, "the token has no sha256 of the body");
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        Span<byte> expected = stackalloc byte[HashChars];
        Base64.EncodeToUtf8(hash, expected, out _, out _);
        return CryptographicOperations.FixedTimeEquals(expected, claimed[..length])
            ? new WebhookVerification(WebhookVerdict.Genuine, "")
            : new WebhookVerification(WebhookVerdict.BodyChanged, "the token vouches for another body");
    }

    static bool TryReadHash(ReadOnlySpan<byte> payload, Span<byte> claimed, out int length)
    {
        length = 0;
        var found = false;
        try
        {
            var reader = new Utf8JsonReader(payload);
            JwtClaims.Begin(ref reader);
            while (JwtClaims.Next(ref reader))
            {
                if (reader.ValueTextEquals("sha256"u8))
                {
                    reader.Read();
                    found = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= claimed.Length;
                    length = found ? reader.CopyString(claimed) : 0;
                }

                reader.Skip();
            }

            return found;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // signed with our key, yet no text that Unicode knows
        }
    }

    static WebhookVerdict VerdictOf(JwtFault fault) => fault switch
    {
        JwtFault.None => WebhookVerdict.Genuine,
        JwtFault.Missing => WebhookVerdict.TokenMissing,
        JwtFault.Algorithm => WebhookVerdict.AlgorithmRefused,
        JwtFault.UnknownKey => WebhookVerdict.KeyUnknown,
        JwtFault.Signature => WebhookVerdict.SignatureWrong,
        JwtFault.NoExpiry => WebhookVerdict.NeverExpires,
        JwtFault.Expired => WebhookVerdict.Expired,
        JwtFault.NotYetValid => WebhookVerdict.NotYetValid,
        _ => WebhookVerdict.TokenMalformed,
    };
}
