using System.Buffers.Text;
using System.Security.Cryptography;

namespace VideoWall.WebFront.Access;

/// <summary>Unguessable text that fits into addresses.</summary>
public static class RandomText
{
    const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>A name for a thing: 10 small letters and digits, 50 random bits.</summary>
    public static string Id() => RandomNumberGenerator.GetString(Base32, 10);

    /// <summary>Such a name out of bytes that are random already.</summary>
    /// <param name="random">10 at least.</param>
    public static string Id(ReadOnlySpan<byte> random) => new([.. random[..10].ToArray().Select(b => Base32[b % Base32.Length])]);

    /// <summary>A secret for a link: 22 characters, 128 random bits.</summary>
    public static string LinkKey() => Secret(16);

    /// <summary>Base64url of that many random bytes.</summary>
    public static string Secret(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
