using VideoWall.Actors.Ports;

namespace VideoWall.Fakes;

public sealed class MemorySnapshots(MemoryStore store) : ISnapshots
{
    readonly Dictionary<string, Snapshot> snapshots = [];

    public Task<Snapshot?> Load(string stream, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => snapshots.GetValueOrDefault(stream)));

    public Task Save(string stream, Snapshot snapshot, CancellationToken cancellation = default) => Task.FromResult(store.Locked(() =>
    {
        if (!snapshots.TryGetValue(stream, out var kept) || kept.Revision < snapshot.Revision)
        {
            snapshots[stream] = snapshot;
        }
        return true;
    }));
}
