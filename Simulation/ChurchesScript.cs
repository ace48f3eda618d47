namespace VideoWall.Simulation;

/// <summary>How lively simulated churches are.</summary>
public sealed record ChurchesScript
{
    /// <summary>All have joined after so long. At 20 joins a second even a slow door keeps up.</summary>
    public TimeSpan? Arrival { get; init; }

    /// <summary>The mean time between two mishaps of one church; none ever when infinite.</summary>
    public TimeSpan Calm { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>Every church joins, and then nothing happens.</summary>
    public static ChurchesScript Still { get; } = new() { Calm = Timeout.InfiniteTimeSpan };

    internal TimeSpan ArrivalOf(int churches) => Arrival ?? TimeSpan.FromSeconds(Math.Max(3, churches / 20.0));
}
