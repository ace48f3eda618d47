namespace VideoWall.WebFront.Simulation;

/// <summary>Simulated rooms live in one process. In a cluster the host says in which.</summary>
public interface ISimulationPlace
{
    /// <summary>True where simulated churches live.</summary>
    bool IsHere { get; }

    /// <summary>True when no other process could ask for a simulation.</summary>
    bool IsAlone { get; }
}

/// <summary>A host of one process.</summary>
sealed class OnlyPlace : ISimulationPlace
{
    public bool IsHere => true;

    public bool IsAlone => true;
}
