using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace VideoWall.LiveKit.Keys;

/// <summary>One API key of LiveKit with its secret. The secret is not to be had from it: it only signs and verifies.</summary>
public sealed class LiveKitKey
{
    /// <summary>HS256 wants a secret of at least its hash's length (RFC 7518, 3.2).</summary>
    public const int MinimumSecretBytes = 32;

    internal const int SignatureBytes = HMACSHA256.HashSizeInBytes;

    readonly byte[] id;
    readonly byte[] secret;

    /// <exception cref="ArgumentException">The id is empty or the secret shorter than 32 bytes.</exception>
    public LiveKitKey(string id, string secret)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        this.secret = Encoding.UTF8.GetBytes(secret);
        if (this.secret.Length < MinimumSecretBytes)
        {
            throw new ArgumentException($"A LiveKit secret has at least {MinimumSecretBytes} bytes.", nameof(secret));
        }

        Id = id;
        Credentials = new SigningCredentials(new SymmetricSecurityKey(this.secret), SecurityAlgorithms.HmacSha256);
        this.id = Encoding.UTF8.GetBytes(id);
    }

    /// <summary>The key's public half: the <c>iss</c> of every token that it signs.</summary>
    public string Id { get; }

    internal ReadOnlySpan<byte> Utf8Id => id;

    /// <summary>For HS256.</summary>
    internal SigningCredentials Credentials { get; }

    /// <summary>Compares in a time that does not depend on where the signatures differ.</summary>
    internal bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[SignatureBytes];
        HMACSHA256.HashData(secret, message, expected);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }

    /// <summary>The id only: safe for logs.</summary>
    public override string ToString() => Id;
}
