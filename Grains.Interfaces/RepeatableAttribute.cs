namespace VideoWall.Grains.Interfaces;

/// <summary>
/// A call that changes nothing, or nothing more when it is made twice: it is made again while its grain moves from a silo
/// that is gone.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute;

/// <summary>
/// The time limits of a call on its way in, each longer than the next: an HTTP caller (LiveKit gives a webhook 30 s) waits
/// longer than a grain call, that longer than a call to LiveKit, and that longer than the database.
/// </summary>
public static class GrainCallTimes
{
    /// <summary>One try of a call to a grain.</summary>
    public static readonly TimeSpan Try = TimeSpan.FromSeconds(10);

    /// <summary>From the first try on, no other is begun after this: longer than a dead silo goes unnoticed.</summary>
    public static readonly TimeSpan LastTry = TimeSpan.FromSeconds(8);

    /// <summary>One call to LiveKit's server API.</summary>
    public static readonly TimeSpan LiveKitCall = TimeSpan.FromSeconds(8);
}
