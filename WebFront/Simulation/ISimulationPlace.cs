namespace VideoWall.WebFront.Simulation;

/// <summary>Simulated rooms live in one silo of the cluster; the host says in which.</summary>
public interface ISimulationPlace
{
    /// <summary>True where simulated churches live.</summary>
    bool IsHere { get; }

    /// <summary>True when no other process could ask for a simulation.</summary>
    bool IsAlone { get; }
}
