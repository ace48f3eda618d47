using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VideoWall.Domain.Services;

/// <summary>
/// What the LiveKit identity of a wall says: by which key it came. So whoever reads a room's list sees which walls have no business
/// there any more, also when a call to put them out was lost, or an old token let one in again.
/// </summary>
public static class WallIdentity
{
    const int MarkLength = 8;

    /// <summary>The wall's part of its identity, behind <see cref="Identities.Wall"/>.</summary>
    /// <param name="key">Of the wall link; empty for a wall that the code opened.</param>
    /// <param name="wall">Its id, different for every open page.</param>
    public static string Viewer(string key, string wall) => $"{Mark(key)}-{wall}";

    /// <summary>True of a wall that came by a key, or by the code, that opens this service's walls no more. Watchers of others are their affair.</summary>
    public static bool IsWithdrawn(ServiceState state, string identity) =>
        state.Exists && MarkOf(identity) is { } mark && mark != Mark(state.WallKey) && !(state.Settings.WallAccess == WallAccess.Code && mark == Mark(""));

    // 32 bits of a hash: enough to tell one key from the next, and nothing of its 128 bits is given away.
    static string Mark(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, MarkLength / 2));

    static string? MarkOf(string identity) =>
        identity.StartsWith(Identities.Wall, StringComparison.Ordinal) && identity[Identities.Wall.Length..] is { Length: > MarkLength } viewer
            && viewer[MarkLength] == '-' && uint.TryParse(viewer[..MarkLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)
            ? viewer[..MarkLength]
            : null;
}
