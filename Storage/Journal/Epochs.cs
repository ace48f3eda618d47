using System.Security.Cryptography;
using System.Text;

namespace VideoWall.Storage.Journal;

/// <summary>
/// Which history this database holds. A restore is known by what no copy brings along: a dump makes the tables anew, and whoever puts
/// files or a snapshot of a disk back, or lets a standby take over, starts Postgres anew.
/// </summary>
/// <remarks>An epoch more than needed, as after an upgrade of Postgres, costs every page one snapshot.</remarks>
internal sealed class Epochs(Database database)
{
    const string Here = """
        (SELECT concat_ws('/', oid, pg_relation_filenode('events'), extract(epoch FROM pg_postmaster_start_time()))
         FROM pg_database WHERE datname = current_database())
        """;

    const string Begin = $"""
        WITH gone AS (DELETE FROM documents WHERE kind = 'epoch' AND key <> {Here})
        INSERT INTO documents AS d (kind, key, version, data) VALUES ('epoch', {Here}, 1, $1)
        ON CONFLICT (kind, key) DO UPDATE SET version = d.version + 1, data = excluded.data WHERE d.data = $2
        """;

    const string Read = $"SELECT data FROM documents WHERE kind = 'epoch' AND key = {Here}";

    /// <summary>Empty until it was looked for.</summary>
    public string Current { get; private set; } = "";

    /// <summary>Finds the database's epoch; the first process that comes after a restore begins one.</summary>
    /// <param name="lost">An epoch that is over, whatever the database says; empty for none.</param>
    /// <exception cref="Grains.Interfaces.JournalUnavailableException">Postgres is away.</exception>
    public async Task Find(string lost, CancellationToken cancellation)
    {
        var fresh = RandomNumberGenerator.GetHexString(16, lowercase: true);
        await database.Execute(Begin, cancellation, Parameter.Bytes(Encoding.ASCII.GetBytes(fresh)), Parameter.Bytes(Encoding.ASCII.GetBytes(lost)));
        var found = await database.Rows(Read, row => row.GetFieldValue<byte[]>(0), cancellation);
        Current = Encoding.ASCII.GetString(found[0]);
    }
}
