namespace VideoWall.WebFront.Access.Limits;

/// <summary>
/// The limiters of this process. One for each kind of secret: a button panel with an old API key must not lock the
/// churches of its hall out.
/// </summary>
public sealed class FailureLimits(TimeProvider time)
{
    /// <summary>Session codes and personal links.</summary>
    public FailureLimiter Codes { get; } = new(time);

    /// <summary>Keys of walls.</summary>
    public FailureLimiter WallKeys { get; } = new(time);

    /// <summary>Passwords (the subject is the user's name) and set-up tokens.</summary>
    public FailureLimiter Passwords { get; } = new(time);

    public FailureLimiter ApiKeys { get; } = new(time);
}
