namespace VideoWall.Grains.Ports;

/// <summary>Folded state kept to save time. Losing all of it loses nothing; a failed write is nobody's error.</summary>
public interface ISnapshots
{
    Task<Snapshot?> Load(string stream, CancellationToken cancellation = default);

    /// <summary>Keeps it unless a newer one is there already.</summary>
    Task Save(string stream, Snapshot snapshot, CancellationToken cancellation = default);
}

/// <param name="Format">Version of the state's shape; a snapshot of another version is not used.</param>
public sealed record Snapshot(long Revision, int Format, ReadOnlyMemory<byte> Data);
