using VideoWall.Grains.Waking;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Simulation;
using VideoWall.WebFront.Walls;

namespace VideoWall.Silo.Cluster;

/// <summary>How this silo stands in its cluster.</summary>
sealed class ClusterHealth(ISiloStatusOracle oracle, IHubDrain drain) : IReadyPart, ISimulationPlace
{
    public string Name => "cluster";

    /// <summary>The silos that are at work now, this one included.</summary>
    public int Active => oracle.GetActiveSilos().Length;

    /// <summary>Simulated rooms live on the silo that has been up longest, the first by address among equals.</summary>
    public bool IsHere => oracle.SiloAddress.Equals(WakeService.Eldest(oracle.GetActiveSilos()));

    public bool IsAlone => Active == 1;

    public ReadyPart Check() => drain.IsDraining
        ? new("failed", "This silo is stopping; another one answers.")
        : oracle.CurrentStatus == SiloStatus.Active
            ? new("ok", IsAlone ? "One silo is at work." : $"{Active} silos are at work.")
            : new("failed", $"This silo is {oracle.CurrentStatus.ToString().ToLowerInvariant()}, not yet at work in its cluster; wait, or read its log.");
}
