using System.Globalization;
using Npgsql;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Storage;

/// <summary>All times are the database's: one clock for all processes.</summary>
internal sealed class IdempotencyKeys(Database database) : IIdempotencyKeys
{
    static readonly string Expired = $"created_at < now() - interval '{Seconds(IIdempotencyKeys.Kept)} s'";
    static readonly string Dead = $"claimed_at < now() - interval '{Seconds(IIdempotencyKeys.LongestClaim)} s'";

    static readonly string Claim = $"""
        INSERT INTO idempotency AS kept (scope, key, request, claim) VALUES ($1, $2, $3, $4)
        ON CONFLICT (scope, key) DO UPDATE
        SET request = excluded.request, claim = excluded.claim, claimed_at = now(), status = NULL, body = NULL, created_at = now()
        WHERE kept.{Expired} OR (kept.status IS NULL AND kept.request = excluded.request AND kept.{Dead})
        RETURNING claim
        """;

    // A few at a time and none that another process is at: nobody waits for the tidying.
    static readonly string Keep = $"""
        WITH gone AS (
            DELETE FROM idempotency WHERE (scope, key) IN (
                SELECT scope, key FROM idempotency WHERE {Expired} ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED))
        UPDATE idempotency SET status = $4, body = $5 WHERE scope = $1 AND key = $2 AND claim = $3
        """;

    public async Task<IdempotencyClaim> Begin(string scope, string key, ReadOnlyMemory<byte> request, CancellationToken cancellation = default)
    {
        if (!IIdempotencyKeys.IsKey(key))
            throw new ArgumentException($"A key has 1 to {IIdempotencyKeys.LongestKey} visible ASCII characters.", nameof(key));
        var claim = Guid.NewGuid();
        while (true)
        {
            var mine = await database.Rows(
                Claim, row => row.GetGuid(0), cancellation,
                Parameter.Text(scope), Parameter.Text(key), Parameter.Bytes(request), Parameter.Id(claim));
            if (mine.Count > 0)
                return new IdempotencyClaim(IdempotencyOutcome.Claimed, claim);
            var kept = await database.Rows(
                "SELECT claim, request, status, body FROM idempotency WHERE scope = $1 AND key = $2",
                row => Told(row, request, claim), cancellation, Parameter.Text(scope), Parameter.Text(key));
            // None: abandoned between the two looks.
            if (kept.Count > 0)
                return kept[0];
        }
    }

    public Task Complete(string scope, string key, Guid claim, IdempotentAnswer answer, CancellationToken cancellation = default) =>
        database.Execute(
            Keep, cancellation,
            Parameter.Text(scope), Parameter.Text(key), Parameter.Id(claim), Parameter.Int(answer.Status), Parameter.Bytes(answer.Body));

    public Task Abandon(string scope, string key, Guid claim, CancellationToken cancellation = default) =>
        database.Execute(
            "DELETE FROM idempotency WHERE scope = $1 AND key = $2 AND claim = $3 AND status IS NULL", cancellation,
            Parameter.Text(scope), Parameter.Text(key), Parameter.Id(claim));

    // The claim is ours when a connection died over the first try's answer and the statement ran twice.
    static IdempotencyClaim Told(NpgsqlDataReader row, ReadOnlyMemory<byte> request, Guid claim) =>
        row.GetGuid(0) == claim ? new(IdempotencyOutcome.Claimed, claim)
        : !row.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(request.Span) ? new(IdempotencyOutcome.OtherRequest)
        : row.IsDBNull(2) ? new(IdempotencyOutcome.InProgress)
        : new(IdempotencyOutcome.Answered, Answer: new(row.GetInt32(2), row.GetFieldValue<byte[]>(3)));

    static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
