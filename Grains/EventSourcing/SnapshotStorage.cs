using System.Buffers.Binary;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using VideoWall.Grains.Ports;

namespace VideoWall.Grains.EventSourcing;

/// <summary>Snapshots in Orleans' grain storage. The journal is the truth: what goes wrong here costs time only.</summary>
public sealed partial class SnapshotStorage([FromKeyedServices(SnapshotStorage.ProviderName)] IGrainStorage storage, ILogger<SnapshotStorage> log) : ISnapshots
{
    /// <summary>Name of the grain storage that holds them.</summary>
    public const string ProviderName = "snapshots";
    const string State = "snapshot";

    public async Task<Snapshot?> Load(string stream, CancellationToken cancellation = default)
    {
        try
        {
            return (await Read(stream)).State?.Snapshot;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            NotRead(log, stream, fault.Message);
            return null; // the journal has it all
        }
    }

    public async Task Save(string stream, Snapshot snapshot, CancellationToken cancellation = default)
    {
        try
        {
            var kept = await Read(stream);
            // The same revision in a newer format replaces the older: an upgraded program folded it anew.
            if (kept.State?.Snapshot is not { } older || (older.Revision, older.Format).CompareTo((snapshot.Revision, snapshot.Format)) < 0)
            {
                kept.State = new(snapshot);
                await storage.WriteStateAsync(State, Id(stream), kept);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            NotKept(log, stream, fault.Message); // a second activation was first, or the database is away
        }
    }

    async Task<GrainState<KeptSnapshot>> Read(string stream)
    {
        var kept = new GrainState<KeptSnapshot>(new());
        await storage.ReadStateAsync(State, Id(stream), kept);
        return kept;
    }

    // A stream is named after its grain: service/{id}.
    static GrainId Id(string stream) => stream.Split('/', 2) is [var type, var key] ? GrainId.Create(type, key) : GrainId.Create("stream", stream);

    [LoggerMessage(4003, LogLevel.Warning, "The snapshot of {Stream} could not be read; its journal is read from the start: {Reason}")]
    static partial void NotRead(ILogger log, string stream, string reason);

    [LoggerMessage(4004, LogLevel.Warning, "The snapshot of {Stream} was not kept; the next one will be: {Reason}")]
    static partial void NotKept(ILogger log, string stream, string reason);
}

/// <summary>What grain storage holds of a stream; nothing at first.</summary>
sealed record KeptSnapshot(Snapshot? Snapshot)
{
    public KeptSnapshot() : this((Snapshot?)null)
    {
    }
}

/// <summary>A snapshot as the row holds it: revision (8 bytes, little-endian), format (4), then its JSON as it is.</summary>
public sealed class SnapshotSerializer : IGrainStorageSerializer
{
    const int Head = 12;

    public BinaryData Serialize<T>(T? input)
    {
        if (input is not KeptSnapshot { Snapshot: { } snapshot })
        {
            return BinaryData.Empty;
        }
        var bytes = new byte[Head + snapshot.Data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, snapshot.Revision);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), snapshot.Format);
        snapshot.Data.CopyTo(bytes.AsMemory(Head));
        return new(bytes);
    }

    public T? Deserialize<T>(BinaryData input)
    {
        var bytes = input.ToMemory();
        var kept = bytes.Length < Head
            ? new KeptSnapshot()
            : new(new Snapshot(BinaryPrimitives.ReadInt64LittleEndian(bytes.Span), BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[8..]), bytes[Head..]));
        return (T)(object)kept;
    }
}
