namespace VideoWall.LiveKit.Protocol;

static class ProtoTime
{
    /// <summary>Unix milliseconds of a time that older servers give in seconds only; 0 when it is absent.</summary>
    /// <param name="seconds">Nonsense that would overflow counts as absent.</param>
    internal static long Milliseconds(long milliseconds, long seconds) =>
        milliseconds > 0 ? milliseconds : seconds is > 0 and < long.MaxValue / 1000 ? seconds * 1000 : 0;
}
