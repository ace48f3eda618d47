using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VideoWall.WebFront.Access.Accounts.TwoFactor;

/// <summary>Time-based one-time passwords, RFC 6238: six digits, thirty seconds, HMAC-SHA-1, which is all that every authenticator app knows.</summary>
static class Totp
{
    public const int Digits = 6;
    const int SecretBytes = 20; // as long as the hash, RFC 4226 section 4
    const int Modulus = 1_000_000;

    static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    public static string NewSecret() => Base32.Encode(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>What the app reads from the QR code (Google Authenticator's key URI format).</summary>
    public static string Uri(string secret, string user, string issuer) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(issuer)}:{System.Uri.EscapeDataString(user)}?secret={secret}&issuer={System.Uri.EscapeDataString(issuer)}";

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    public static string Code(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238's own; nothing here depends on its resistance to collisions
        HMACSHA1.HashData(Base32.Decode(secret), counter, hash);
#pragma warning restore CA5350
        var at = hash[^1] & 0x0F; // dynamic truncation, RFC 4226 section 5.3
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash[at..]) & 0x7FFF_FFFF;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code it is, of now and one before and after, for clocks that differ; null for a wrong one.</summary>
    /// <param name="after">Codes of this step and before are used up.</param>
    public static long? Match(string secret, string code, DateTimeOffset now, long after)
    {
        var here = StepAt(now);
        var typed = Encoding.ASCII.GetBytes(code);
        long? matched = null;
        for (var step = Math.Max(here - 1, after + 1); step <= here + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(typed, Encoding.ASCII.GetBytes(Code(secret, step))))
            {
                matched = step;
            }
        }
        return matched;
    }
}
