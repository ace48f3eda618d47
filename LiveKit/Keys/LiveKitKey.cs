using System.Security.Cryptography;
using System.Text;

namespace VideoWall.LiveKit.Keys;

/// <summary>One API key of LiveKit with its secret. The secret never leaves this class: it only signs and verifies.</summary>
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
        this.id = Encoding.UTF8.GetBytes(id);
    }

    /// <summary>The key's public half: the <c>iss</c> of every token that it signs.</summary>
    public string Id { get; }

    internal ReadOnlySpan<byte> Utf8Id => id;

    internal void Sign(ReadOnlySpan<byte> message, Span<byte> signature) =>
        HMACSHA256.HashData(secret, message, signature);

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
