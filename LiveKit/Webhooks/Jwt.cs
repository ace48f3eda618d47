using System.Buffers;
using System.Buffers.Text;
using System.Text;
using VideoWall.LiveKit.Keys;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>
/// The little of JSON Web Tokens (RFC 7519) that LiveKit uses: HS256, <c>iss</c> names the key, <c>exp</c> is a must.
/// For the webhook door alone: there it is faster than the library, above all where it refuses (docs/adr/0015).
/// </summary>
static class Jwt
{
    /// <summary>LiveKit's own tokens have about 300 characters; whatever is longer than this is not one.</summary>
    internal const int MaxLength = 4096;

    /// <summary>Room for the token's text and its decoded payload.</summary>
    internal const int ScratchBytes = MaxLength + PayloadBytes;

    /// <summary>LiveKit allows clocks to differ by as much (protocol, auth/verifier).</summary>
    internal const int LeewaySeconds = 60;

    const int PayloadBytes = MaxLength / 4 * 3;
    const int HeaderBytes = 512;

    /// <summary>Verifies a token and leaves its payload at the start of <paramref name="scratch"/>.</summary>
    /// <param name="scratch">At least <see cref="ScratchBytes"/>.</param>
    /// <param name="length">Bytes of payload; 0 when there is a fault.</param>
    internal static JwtFault Open(
        ReadOnlySpan<char> token, LiveKitKeys keys, DateTimeOffset now, Span<byte> scratch, out int length)
    {
        length = 0;
        if (token.IsEmpty)
        {
            return JwtFault.Missing;
        }

        if (token.Length > MaxLength
            || Ascii.FromUtf16(token, scratch[PayloadBytes..], out var count) != OperationStatus.Done)
        {
            return JwtFault.Malformed;
        }

        ReadOnlySpan<byte> text = scratch.Slice(PayloadBytes, count);
        var first = text.IndexOf((byte)'.');
        var last = text.LastIndexOf((byte)'.');
        Span<byte> signature = stackalloc byte[LiveKitKey.SignatureBytes];
        if (first < 1 || last <= first + 1 || text[(first + 1)..last].Contains((byte)'.')
            || !Decode(text[(first + 1)..last], scratch[..PayloadBytes], out var payloadBytes))
        {
            return JwtFault.Malformed;
        }

        var header = JwtClaims.CheckHeader(text[..first], stackalloc byte[HeaderBytes]);
        if (header != JwtFault.None)
        {
            return header;
        }

        ReadOnlySpan<byte> payload = scratch[..payloadBytes];
        if (!JwtClaims.TryRead(payload, keys, out var claims))
        {
            return JwtFault.Malformed;
        }

        if (claims.IssuerIndex < 0)
        {
            return JwtFault.UnknownKey;
        }

        var signed = Decode(text[(last + 1)..], signature, out var signatureBytes)
            && signatureBytes == LiveKitKey.SignatureBytes
            && SignedByOneOf(keys, claims.IssuerIndex, text[..last], signature);
        var fault = signed ? claims.CheckTimes(now) : JwtFault.Signature;
        length = fault == JwtFault.None ? payloadBytes : 0;
        return fault;
    }

    internal static bool Decode(ReadOnlySpan<byte> text, Span<byte> target, out int written) =>
        Base64Url.DecodeFromUtf8(text, target, out var consumed, out written) == OperationStatus.Done
        && consumed == text.Length;

    /// <summary>A key may stand twice while its secret rotates: every entry with the issuer's id is tried.</summary>
    static bool SignedByOneOf(LiveKitKeys keys, int issuer, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        for (var i = issuer; i < keys.All.Length; i++)
        {
            if (keys.All[i].Id == keys.All[issuer].Id && keys.All[i].Verifies(message, signature))
            {
                return true;
            }
        }

        return false;
    }
}
