using System.Text.Json;
using VideoWall.LiveKit.Keys;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>The registered claims that decide whether a token is believed.</summary>
/// <param name="IssuerIndex">The first key whose id is <c>iss</c>; -1 when it is none of ours.</param>
/// <param name="Expires">Unix seconds; null when the token never expires, which is refused.</param>
readonly record struct JwtClaims(int IssuerIndex, long? Expires, long? NotBefore)
{
    internal JwtFault CheckTimes(DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return Expires is not { } expires ? JwtFault.NoExpiry
            : seconds - Jwt.LeewaySeconds >= expires ? JwtFault.Expired
            : NotBefore is { } start && seconds + Jwt.LeewaySeconds < start ? JwtFault.NotYetValid
            : JwtFault.None;
    }

    /// <summary>HS256 and nothing else: "none" and every other algorithm are how tokens are forged (RFC 8725, 3.1).</summary>
    internal static JwtFault CheckHeader(ReadOnlySpan<byte> encoded, Span<byte> scratch)
    {
        if (!Jwt.Decode(encoded, scratch, out var length))
        {
            return JwtFault.Malformed;
        }

        try
        {
            var reader = new Utf8JsonReader(scratch[..length]);
            var known = false;
            Begin(ref reader);
            while (Next(ref reader))
            {
                if (reader.ValueTextEquals("alg"u8))
                {
                    reader.Read();
                    known = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("HS256"u8);
                    if (!known)
                    {
                        return JwtFault.Algorithm;
                    }
                }
                else if (reader.ValueTextEquals("crit"u8))
                {
                    return JwtFault.Algorithm; // an extension we must understand (RFC 7515, 4.1.11) and do not
                }
                else
                {
                    reader.Skip();
                }
            }

            return known ? JwtFault.None : JwtFault.Algorithm;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return JwtFault.Malformed;
        }
    }

    internal static bool TryRead(ReadOnlySpan<byte> payload, LiveKitKeys keys, out JwtClaims claims)
    {
        claims = new JwtClaims(-1, null, null);
        try
        {
            var reader = new Utf8JsonReader(payload);
            Begin(ref reader);
            while (Next(ref reader))
            {
                if (reader.ValueTextEquals("iss"u8))
                {
                    reader.Read();
                    claims = claims with { IssuerIndex = Issuer(ref reader, keys) };
                }
                else if (reader.ValueTextEquals("exp"u8))
                {
                    claims = claims with { Expires = Seconds(ref reader) };
                }
                else if (reader.ValueTextEquals("nbf"u8))
                {
                    claims = claims with { NotBefore = Seconds(ref reader) };
                }
                else
                {
                    reader.Skip();
                }
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    internal static void Begin(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("not an object");
        }
    }

    /// <summary>Moves to the next property name; at the end makes sure that nothing follows.</summary>
    internal static bool Next(ref Utf8JsonReader reader)
    {
        if (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            return true;
        }

        reader.Read(); // throws when text follows the object
        return false;
    }

    static int Issuer(ref Utf8JsonReader reader, LiveKitKeys keys)
    {
        for (var i = 0; reader.TokenType == JsonTokenType.String && i < keys.All.Length; i++)
        {
            if (reader.ValueTextEquals(keys.All[i].Utf8Id))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A NumericDate: seconds, fractions allowed (RFC 7519, 2).</summary>
    static long Seconds(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.Number ? throw new JsonException("not a number")
            : reader.TryGetInt64(out var whole) ? whole
            : reader.TryGetDouble(out var fraction) ? (long)fraction
            : throw new JsonException("not a number");
    }
}
