using VideoWall.Grains.Interfaces;

namespace VideoWall.Fakes;

public sealed class MemoryIdempotencyKeys(MemoryStore store, TimeProvider time) : IIdempotencyKeys
{
    readonly Dictionary<(string Scope, string Key), Entry> entries = [];

    /// <summary>What is kept, as a thief of the database would find it.</summary>
    public IReadOnlyList<IdempotentAnswer> Answers => store.Locked(() => entries.Values.Select(e => e.Answer).OfType<IdempotentAnswer>().ToArray());

    public Task<IdempotencyClaim> Begin(string scope, string key, ReadOnlyMemory<byte> request, CancellationToken cancellation = default)
    {
        if (!IIdempotencyKeys.IsKey(key))
        {
            throw new ArgumentException("Not a key.", nameof(key));
        }
        return Task.FromResult(store.Locked(() =>
        {
            var now = time.GetUtcNow();
            if (entries.TryGetValue((scope, key), out var kept) && kept.ClaimedAt > now - IIdempotencyKeys.Kept)
            {
                if (!kept.Request.Span.SequenceEqual(request.Span))
                {
                    return new(IdempotencyOutcome.OtherRequest);
                }
                if (kept.Answer is { } answer)
                {
                    return new(IdempotencyOutcome.Answered, Answer: answer);
                }
                if (kept.ClaimedAt > now - IIdempotencyKeys.LongestClaim)
                {
                    return new IdempotencyClaim(IdempotencyOutcome.InProgress);
                }
            }
            var claim = Guid.NewGuid();
            entries[(scope, key)] = new(request, claim, now, null);
            return new(IdempotencyOutcome.Claimed, claim);
        }));
    }

    public Task Complete(string scope, string key, Guid claim, IdempotentAnswer answer, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => IsMine(scope, key, claim) && (entries[(scope, key)] = entries[(scope, key)] with { Answer = answer }) is not null));

    public Task Abandon(string scope, string key, Guid claim, CancellationToken cancellation = default) =>
        Task.FromResult(store.Locked(() => IsMine(scope, key, claim) && entries[(scope, key)].Answer is null && entries.Remove((scope, key))));

    bool IsMine(string scope, string key, Guid claim) => entries.TryGetValue((scope, key), out var kept) && kept.Claim == claim;

    sealed record Entry(ReadOnlyMemory<byte> Request, Guid Claim, DateTimeOffset ClaimedAt, IdempotentAnswer? Answer);
}
