namespace VideoWall.WebFront.Processes;

/// <summary>Who knows the processes of this wall: the host, which is alone or one of a cluster.</summary>
public interface IProcesses
{
    /// <summary>
    /// Every process that is at work, comes or goes, then those gone within the last hour. Never throws for a process
    /// that does not answer: what it alone could tell is null.
    /// </summary>
    Task<IReadOnlyList<WallProcess>> List(CancellationToken cancellation = default);
}

/// <summary>One process of this wall.</summary>
/// <param name="Id">Tells it from every other, and from itself before a restart.</param>
/// <param name="Name">Its machine's name.</param>
/// <param name="Address">Where the others reach it; null for one that is alone.</param>
/// <param name="Self">It is the one that answered this call.</param>
/// <param name="StartedAt">Null when unknown.</param>
/// <param name="LastSeenAt">Its last sign of life: of one that is gone, about when it went. Null when unknown.</param>
/// <param name="Grains">Services and churches in its memory; null when it does not answer.</param>
/// <param name="MemoryMb">What its objects take, in MB (1024 × 1024 bytes): less than the process takes. Null when it does not answer.</param>
/// <param name="CpuPercent">Of all processors of its machine, of late; null when unknown.</param>
/// <param name="Version">Of the program; null when unknown.</param>
public sealed record WallProcess(
    string Id, string Name, string? Address, ProcessStatus Status, bool Self, DateTimeOffset? StartedAt, DateTimeOffset? LastSeenAt,
    int? Grains, double? MemoryMb, double? CpuPercent, string? Version);

/// <summary>In small letters on the wire.</summary>
public enum ProcessStatus
{
    /// <summary>At work.</summary>
    Active,

    /// <summary>Started, not yet at work.</summary>
    Joining,

    /// <summary>Sends its pages and grains to others.</summary>
    Stopping,

    /// <summary>Stopped, or found dead by the others.</summary>
    Gone,
}
