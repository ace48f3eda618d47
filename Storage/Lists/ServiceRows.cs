using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Storage.Lists;

/// <summary>The listing of services. Rows are written by the journal only.</summary>
internal sealed class ServiceRows(Database database)
{
    const string Columns = "id, code, room, title, state, created_at, starts_at, ended_at, wake_at";

    const string Matches = """
        state <> 'deleted' AND ($1 IS NULL OR state = $1)
        AND ($2 IS NULL OR search LIKE fold_text($2) OR code LIKE $3)
        """;

    public async Task<ServiceListing?> ByCode(string code, CancellationToken cancellation) => IsText(code)
        ? (await database.Rows(
            $"SELECT {Columns} FROM services WHERE code = $1 AND state <> 'deleted'", Row, cancellation, Parameter.Text(code))).FirstOrDefault()
        : null;

    public async Task<ServiceListing?> ByRoom(string room, CancellationToken cancellation) => IsText(room)
        ? (await database.Rows(
            $"""
            SELECT {Columns} FROM services WHERE room = $1 AND state <> 'deleted'
            ORDER BY state = 'ended', created_at DESC, id DESC LIMIT 1
            """,
            Row, cancellation, Parameter.Text(room))).FirstOrDefault()
        : null;

    public async Task<ListPage<ServiceListing>> Page(string? cursor, int limit, string? search, string? state, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = Cursor.Parse(cursor);
        NpgsqlParameter[] filter =
            [Parameter.Text(state), Parameter.Text(SearchText.Contains(search)), Parameter.Text(SearchText.ContainsCode(search))];
        var found = await database.Rows(
            $"""
            SELECT {Columns} FROM services WHERE {Matches} AND ($4 IS NULL OR (created_at, id) < ($4, $5))
            ORDER BY created_at DESC, id DESC LIMIT $6
            """,
            Row, cancellation, [.. filter, Parameter.Time(after is { } place ? Time(place) : null), Parameter.Text(after?.Id), Parameter.Number(limit + 1L)]);
        var total = await database.Rows($"SELECT count(*) FROM services WHERE {Matches}", row => row.GetInt64(0), cancellation, filter);
        return new ListPage<ServiceListing>(
            [.. found.Take(limit)],
            found.Count > limit ? new Cursor(Key(found[limit - 1]), found[limit - 1].Id).ToString() : null,
            total[0]);
    }

    public async Task<ImmutableArray<(string Id, DateTimeOffset At)>> ToWake(DateTimeOffset? after, DateTimeOffset until, CancellationToken cancellation) =>
        [.. await database.Rows(
            "SELECT id, wake_at FROM services WHERE wake_at <= $1 AND ($2 IS NULL OR wake_at > $2) AND state <> 'deleted'",
            row => (row.GetString(0), new DateTimeOffset(row.GetDateTime(1))), cancellation, Parameter.Time(until), Parameter.Time(after))];

    /// <summary>What Postgres cannot hold as text is in no row; asking for it would be an error instead of a miss.</summary>
    internal static bool IsText(string value) => !value.Contains('\0', StringComparison.Ordinal);

    // Microseconds, which is what Postgres keeps.
    static string Key(ServiceListing row) => (row.CreatedAt.UtcTicks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    static DateTimeOffset Time(Cursor cursor) =>
        long.TryParse(cursor.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds <= DateTimeOffset.MaxValue.UtcTicks / TimeSpan.TicksPerMicrosecond
            ? new DateTimeOffset(microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero)
            : throw Cursor.Unknown();

    static ServiceListing Row(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4),
        new DateTimeOffset(row.GetDateTime(5)), Moment(row, 6), Moment(row, 7), Moment(row, 8));

    static DateTimeOffset? Moment(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(row.GetDateTime(column));
}
