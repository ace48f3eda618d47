using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace VideoWall.WebFront.Access.Accounts.TwoFactor;

/// <summary>Codes on paper, for the day when the phone is lost: each works once. Two groups of five, 50 random bits.</summary>
static class RecoveryCodes
{
    const int Count = 10;
    const int Letters = 10;

    public static ImmutableArray<string> New() => [.. Enumerable.Range(0, Count).Select(_ => RandomText.Id()).Select(code => $"{code[..5]}-{code[5..]}")];

    public static ImmutableArray<string> Hashes(ImmutableArray<string> codes) => [.. codes.Select(HashOf)];

    /// <summary>Whether a text has the form of one.</summary>
    public static bool IsOne(string code) => Plain(code).Length == Letters;

    public static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Plain(code))));

    // As people type what they read from paper.
    static string Plain(string code) => new([.. code.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
}
