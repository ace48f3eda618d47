namespace VideoWall.WebFront.Access.Limits;

/// <summary>
/// The limiters of this process. One for each kind of secret: a button panel with an old API key must not lock the
/// churches of its hall out. Keys of 128 bits are checked before anything is counted, so a right one is never held up. The numbers: docs/adr/0020.
/// </summary>
public sealed class FailureLimits(TimeProvider time)
{
    /// <summary>The only subject where everybody tries at the same.</summary>
    public const string Everything = "";

    static readonly FailureRules OfKeys = new(Place: 10, Network: int.MaxValue);

    /// <summary>
    /// Session codes, of 30 bits. Ten wrong ones, and an address is told to wait; but those behind it who type a right one come in, until sixty failed.
    /// </summary>
    public FailureLimiter Codes { get; } = new(time, new(Place: 60, Network: 120, Crowd: 200, Most: 600) { Told = 10 });

    /// <summary>Personal links.</summary>
    public FailureLimiter Links { get; } = new(time, OfKeys);

    public FailureLimiter WallKeys { get; } = new(time, OfKeys);

    public FailureLimiter ApiKeys { get; } = new(time, OfKeys);

    public FailureLimiter SetupTokens { get; } = new(time, OfKeys);

    /// <summary>The subject is the user's name.</summary>
    public FailureLimiter Passwords { get; } = new(time, new(Place: 10, Network: 30, Crowd: 30, Most: 300));

    /// <summary>Codes of second factors, of 20 bits, typed by who knows the password. The subject is the user's name.</summary>
    public FailureLimiter SecondFactors { get; } = new(time, new(Place: 5, Network: 5, Crowd: 5, Most: 5) { Window = TimeSpan.FromMinutes(15) });
}
