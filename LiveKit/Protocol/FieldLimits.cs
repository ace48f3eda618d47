namespace VideoWall.LiveKit.Protocol;

/// <summary>Sizes in bytes of UTF-8 beyond which a field cannot be LiveKit's.</summary>
static class FieldLimits
{
    /// <summary>LiveKit's default for room names, identities and participant names (config <c>limit</c>).</summary>
    internal const int Name = 256;

    /// <summary>LiveKit's have about 15.</summary>
    internal const int Sid = 128;

    internal const int City = 128;
}
