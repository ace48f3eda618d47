using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace VideoWall.LiveKit.Keys;

/// <summary>
/// The key pairs shared with LiveKit. Usually one; several while keys rotate: the first signs, all verify. The same
/// key may stand twice with two secrets, for a rotation that keeps the key's id.
/// </summary>
public sealed class LiveKitKeys
{
    const string KeySetting = "LIVEKIT_API_KEY";
    const string SecretSetting = "LIVEKIT_API_SECRET";

    readonly ImmutableArray<LiveKitKey> all;

    LiveKitKeys(ImmutableArray<LiveKitKey> all) => this.all = all;

    /// <summary>The key that signs.</summary>
    public LiveKitKey Signing => all[0];

    /// <summary>Every key that verifies, the signing one first.</summary>
    public ImmutableArray<LiveKitKey> All => all;

    /// <summary>Reads the settings <c>LIVEKIT_API_KEY</c> and <c>LIVEKIT_API_SECRET</c>, comma-separated and in pairs.</summary>
    /// <param name="problem">For the operator: what is wrong with which setting and how to mend it. Holds no secret.</param>
    public static bool TryParse(
        string? keys,
        string? secrets,
        [NotNullWhen(true)] out LiveKitKeys? parsed,
        [NotNullWhen(false)] out string? problem)
    {
        parsed = null;
        if (!TrySplit(keys, KeySetting, out var ids, out problem) || !TrySplit(secrets, SecretSetting, out var words, out problem))
        {
            return false;
        }

        if (ids.Length != words.Length)
        {
            problem = $"{KeySetting} has {Count(ids.Length, "entry", "entries")} and {SecretSetting} has {words.Length}: "
                + "give one secret for each key, in the same order, separated by commas.";
            return false;
        }

        for (var i = 0; i < words.Length; i++)
        {
            var length = Encoding.UTF8.GetByteCount(words[i]);
            if (length < LiveKitKey.MinimumSecretBytes)
            {
                problem = $"{SecretSetting} entry {i + 1} (for key {ids[i]}) has {Count(length, "byte", "bytes")}, at least "
                    + $"{LiveKitKey.MinimumSecretBytes} are needed: make one with `openssl rand -base64 36` and give "
                    + "the same to LiveKit.";
                return false;
            }
        }

        parsed = new LiveKitKeys([.. ids.Zip(words, (id, secret) => new LiveKitKey(id, secret))]);
        problem = null;
        return true;
    }

    /// <summary>One pair made here, for a house without settings. Keep both texts: LiveKit needs the same.</summary>
    public static (string Key, string Secret) Generate() =>
        ("API" + RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 12),
         RandomNumberGenerator.GetHexString(64, lowercase: true));

    static bool TrySplit(
        string? text,
        string setting,
        [NotNullWhen(true)] out string[]? parts,
        [NotNullWhen(false)] out string? problem)
    {
        parts = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            problem = $"{setting} is empty: set it to the value that LiveKit has under `keys`.";
            return false;
        }

        parts = text.Split(',', StringSplitOptions.TrimEntries);
        var empty = Array.IndexOf(parts, "");
        problem = empty < 0 ? null
            : $"{setting} entry {empty + 1} is empty: take out the superfluous comma or fill the gap.";
        return problem is null;
    }

    static string Count(int n, string one, string many) => n == 1 ? $"1 {one}" : $"{n} {many}";
}
