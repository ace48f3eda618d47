using Microsoft.Extensions.Logging;
using VideoWall.Actors.Ports;

namespace VideoWall.Storage;

internal sealed partial class Snapshots(Database database, ILogger<Snapshots> logger) : ISnapshots
{
    public async Task<Snapshot?> Load(string stream, CancellationToken cancellation = default)
    {
        var rows = await database.Rows(
            "SELECT revision, format, data FROM snapshots WHERE stream = $1",
            row => new Snapshot(row.GetInt64(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2)),
            cancellation, Parameter.Text(stream));
        return rows.FirstOrDefault();
    }

    public async Task Save(string stream, Snapshot snapshot, CancellationToken cancellation = default)
    {
        try
        {
            // The same revision in a newer format replaces the older: an upgraded program folded it anew.
            await database.Execute(
                """
                INSERT INTO snapshots AS kept (stream, revision, format, data) VALUES ($1, $2, $3, $4)
                ON CONFLICT (stream) DO UPDATE SET revision = excluded.revision, format = excluded.format, data = excluded.data
                WHERE (excluded.revision, excluded.format) > (kept.revision, kept.format)
                """,
                cancellation, Parameter.Text(stream), Parameter.Number(snapshot.Revision), Parameter.Int(snapshot.Format),
                Parameter.Bytes(snapshot.Data));
        }
        catch (JournalUnavailableException fault)
        {
            LogNotKept(logger, stream, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The snapshot of {Stream} was not kept: {Reason}")]
    static partial void LogNotKept(ILogger logger, string stream, string reason);
}
