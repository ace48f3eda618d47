using System.Collections.Immutable;
using Npgsql;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Storage;

internal sealed class Documents(Database database) : IDocuments
{
    public async Task<Document?> Get(string kind, string key, CancellationToken cancellation = default)
    {
        var rows = await database.Rows(
            "SELECT kind, key, version, data FROM documents WHERE kind = $1 AND key = $2", Row,
            cancellation, Parameter.Text(kind), Parameter.Text(key));
        return rows.FirstOrDefault();
    }

    public async Task<ImmutableArray<Document>> Get(string kind, IReadOnlyCollection<string> keys, CancellationToken cancellation = default) =>
        [.. await database.Rows(
            "SELECT kind, key, version, data FROM documents WHERE kind = $1 AND key = ANY($2)", Row,
            cancellation, Parameter.Text(kind), Parameter.Texts([.. keys]))];

    public async Task<ImmutableArray<Document>> All(string kind, CancellationToken cancellation = default) =>
        [.. await database.Rows(
            "SELECT kind, key, version, data FROM documents WHERE kind = $1 ORDER BY key", Row,
            cancellation, Parameter.Text(kind))];

    public async Task<bool> Put(Document document, CancellationToken cancellation = default)
    {
        var sql = document.Version == 0
            ? "INSERT INTO documents (kind, key, version, data) VALUES ($1, $2, $3 + 1, $4) ON CONFLICT DO NOTHING"
            : "UPDATE documents SET version = version + 1, data = $4 WHERE kind = $1 AND key = $2 AND version = $3";
        return await database.Execute(
            sql, cancellation, Parameter.Text(document.Kind), Parameter.Text(document.Key),
            Parameter.Number(document.Version), Parameter.Bytes(document.Data)) == 1;
    }

    public async Task<bool> Delete(string kind, string key, long? version = null, CancellationToken cancellation = default) =>
        await database.Execute(
            "DELETE FROM documents WHERE kind = $1 AND key = $2 AND ($3 = 0 OR version = $3)",
            cancellation, Parameter.Text(kind), Parameter.Text(key), Parameter.Number(version ?? 0)) == 1;

    static Document Row(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3));
}
