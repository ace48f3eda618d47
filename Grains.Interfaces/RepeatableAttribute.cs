namespace VideoWall.Grains.Interfaces;

/// <summary>
/// A call that changes nothing, or nothing more when it is made twice: it is made again while its grain moves from a silo
/// that is gone.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute;

/// <summary>
/// The time limits of a call on its way in, each longer than the next: an HTTP caller waits longer than a grain call (15 s at
/// the proxy of deploy/Caddyfile; LiveKit gives a webhook 30 s), that longer than a call to LiveKit (6 s), and that longer
/// than the database (5 s).
/// </summary>
public static class GrainCallTimes
{
    /// <summary>One try of a call to a grain.</summary>
    public static readonly TimeSpan Try = TimeSpan.FromSeconds(8);

    /// <summary>From the first try on, no other is begun after this: longer than a dead silo goes unnoticed.</summary>
    public static readonly TimeSpan LastTry = TimeSpan.FromSeconds(6);
}
