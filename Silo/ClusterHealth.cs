using VideoWall.WebFront.Health;
using VideoWall.WebFront.Simulation;
using VideoWall.WebFront.Walls;

namespace VideoWall.Silo;

/// <summary>How this silo stands in its cluster.</summary>
sealed class ClusterHealth(ISiloStatusOracle oracle, IWebNode node) : IReadyPart, ISimulationPlace
{
    public string Name => "cluster";

    /// <summary>The silos that are at work now, this one included.</summary>
    public int Active => oracle.GetActiveSilos().Length;

    /// <summary>Simulated rooms live on the silo that has been up longest, the first by address among equals.</summary>
    public bool IsHere => oracle.SiloAddress.Equals(Eldest(oracle.GetActiveSilos()));

    public bool IsAlone => Active == 1;

    /// <summary>Does what one of several silos must do: the one that started first; null when there is none.</summary>
    public static SiloAddress? Eldest(IEnumerable<SiloAddress> active) => active.MinBy(s => (s.Generation, s.ToString()));

    public ReadyPart Check() => node.IsReleasing
        ? new("failed", "This silo is stopping; another one answers.")
        : oracle.CurrentStatus == SiloStatus.Active
            ? new("ok", IsAlone ? "One silo is at work." : $"{Active} silos are at work.")
            : new("failed", $"This silo is {oracle.CurrentStatus.ToString().ToLowerInvariant()}, not yet at work in its cluster; wait, or read its log.");
}
