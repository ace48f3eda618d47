using System.Collections.Immutable;
using Npgsql;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Storage.Lists;

/// <summary>The listing of churches. Rows are written by the journal only.</summary>
internal sealed class ChurchRows(Database database)
{
    const string Columns = "id, name, city, link_key, revoked, trusted, deleted, external_id, created_at, sort_name";
    const string Matches = "NOT deleted AND ($1 IS NULL OR search LIKE fold_text($1))";

    public async Task<ChurchListing?> ByKey(string linkKey, CancellationToken cancellation) => ServiceRows.IsText(linkKey)
        ? (await database.Rows(
            $"SELECT {Columns} FROM churches WHERE link_key = $1 AND NOT deleted", Row, cancellation, Parameter.Text(linkKey)))
            .FirstOrDefault().Listing
        : null;

    public async Task<ImmutableArray<ChurchListing>> ByKeys(IReadOnlyCollection<string> linkKeys, CancellationToken cancellation) =>
        [.. (await database.Rows(
            $"SELECT {Columns} FROM churches WHERE link_key = ANY($1) AND NOT deleted", Row, cancellation, Parameter.Texts([.. linkKeys])))
            .Select(row => row.Listing)];

    public async Task<ListPage<ChurchListing>> Page(string? cursor, int limit, string? search, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = Cursor.Parse(cursor);
        var filter = Parameter.Text(SearchText.Contains(search));
        var found = await database.Rows(
            $"""
            SELECT {Columns} FROM churches WHERE {Matches} AND ($2 IS NULL OR (sort_name, id) > ($2, $3))
            ORDER BY sort_name, id LIMIT $4
            """,
            Row, cancellation, filter, Parameter.Text(after?.Key), Parameter.Text(after?.Id), Parameter.Number(limit + 1L));
        var total = await database.Rows($"SELECT count(*) FROM churches WHERE {Matches}", row => row.GetInt64(0), cancellation, filter);
        return new ListPage<ChurchListing>(
            [.. found.Take(limit).Select(row => row.Listing)],
            found.Count > limit ? new Cursor(found[limit - 1].SortName, found[limit - 1].Listing.Id).ToString() : null,
            total[0]);
    }

    public async Task<ImmutableArray<ChurchListing>> All(CancellationToken cancellation) =>
        [.. (await database.Rows($"SELECT {Columns} FROM churches WHERE NOT deleted ORDER BY sort_name, id", Row, cancellation))
            .Select(row => row.Listing)];

    static (ChurchListing Listing, string SortName) Row(NpgsqlDataReader row) => (
        new ChurchListing(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetBoolean(5),
            row.GetBoolean(6), row.IsDBNull(7) ? null : row.GetString(7), new DateTimeOffset(row.GetDateTime(8))),
        row.GetString(9));
}
