namespace VideoWall.LiveKit.Wire;

/// <summary>Sizes in bytes of UTF-8 beyond which a field cannot be LiveKit's.</summary>
static class WireLimits
{
    /// <summary>LiveKit's default for room names, identities and participant names (config <c>limit</c>).</summary>
    internal const int Name = 256;

    /// <summary>LiveKit's have about 15.</summary>
    internal const int Sid = 128;

    internal const int City = 128;

    /// <summary>Older servers give seconds only. Nonsense that would overflow counts as absent.</summary>
    internal static long Milliseconds(long seconds) => seconds is > 0 and < long.MaxValue / 1000 ? seconds * 1000 : 0;
}
