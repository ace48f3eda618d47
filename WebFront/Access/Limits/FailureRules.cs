namespace VideoWall.WebFront.Access.Limits;

/// <summary>How many tries may fail within <see cref="Window"/> before what follows is not looked at.</summary>
/// <param name="Place">From one address, device or church.</param>
/// <param name="Network">From one network of strangers.</param>
/// <param name="Crowd">
/// At one subject from all strangers; from then on only networks are heard that failed less than <see cref="FailureLimiter.Clean"/> times, so that
/// those who use the subject's budget up are refused, not those who come after them.
/// </param>
/// <param name="Most">At one subject from all strangers, whoever they are: the bound on guessing.</param>
public sealed record FailureRules(int Place, int Network, int Crowd = int.MaxValue, int Most = int.MaxValue)
{
    /// <summary>Failures of one place from which on a wrong try is answered with "wait". Until <see cref="Place"/> a right one still works.</summary>
    public int Told { get; init; } = int.MaxValue;

    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);
}
