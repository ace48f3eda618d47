using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Grains.EventSourcing;

/// <summary>The snapshots of one stream, which save reading it from its beginning: written now and then, and no harm when they are lost.</summary>
/// <param name="json">Null for streams that are short for ever.</param>
/// <param name="format">Snapshots of another one are passed over.</param>
sealed class SnapshotKeeper<TState>(string stream, JsonTypeInfo<TState>? json, int format, ISnapshots snapshots)
    where TState : class
{
    const int EventsPerSnapshot = 1000;

    /// <summary>A large state is written more seldom: no event costs more than so many bytes of snapshots.</summary>
    const int SnapshotBytesPerEvent = 128;

    /// <summary>Spread, so that services that fill together do not all write in one moment.</summary>
    long due = EventsPerSnapshot - (uint)stream.GetHashCode(StringComparison.Ordinal) % (EventsPerSnapshot / 2);

    /// <summary>The latest one; null when there is none that can be read.</summary>
    public async Task<TState?> Load()
    {
        if (json is null || await snapshots.Load(stream) is not { } snapshot || snapshot.Format != format)
        {
            return null;
        }
        due = snapshot.Revision + EventsBetween(snapshot.Data);
        return JsonSerializer.Deserialize(snapshot.Data.Span, json);
    }

    /// <summary>Writes one when it is due, behind the caller's back.</summary>
    public void Keep(TState state, long revision)
    {
        if (json is null || revision < due)
        {
            return;
        }
        var data = JsonSerializer.SerializeToUtf8Bytes(state, json);
        due = revision + EventsBetween(data);
        _ = Save(new(revision, format, data));
    }

    static int EventsBetween(ReadOnlyMemory<byte> snapshot) => Math.Max(EventsPerSnapshot, snapshot.Length / SnapshotBytesPerEvent);

    async Task Save(Snapshot snapshot)
    {
        try
        {
            await snapshots.Save(stream, snapshot);
        }
        catch (JournalUnavailableException)
        {
            // A snapshot only saves time; the next one will do.
        }
    }
}
