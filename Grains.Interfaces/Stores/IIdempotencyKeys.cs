namespace VideoWall.Grains.Interfaces;

/// <summary>The answer that a request got.</summary>
/// <param name="Status">HTTP status, 100 to 599.</param>
/// <param name="Body">As it was sent; empty for none.</param>
public sealed record IdempotentAnswer(int Status, ReadOnlyMemory<byte> Body);

public enum IdempotencyOutcome
{
    /// <summary>Nobody did this yet: do it, then say <see cref="IIdempotencyKeys.Complete"/> or <see cref="IIdempotencyKeys.Abandon"/>.</summary>
    Claimed,

    /// <summary>It was done: repeat the answer.</summary>
    Answered,

    /// <summary>Another call with this key is at it; the caller may come again in a moment.</summary>
    InProgress,

    /// <summary>The key was used for another request: the caller's mistake.</summary>
    OtherRequest,
}

/// <param name="Claim">Names this claim to Complete and Abandon; empty without one.</param>
/// <param name="Answer">Of an answered request, else null.</param>
public sealed record IdempotencyClaim(IdempotencyOutcome Outcome, Guid Claim = default, IdempotentAnswer? Answer = null);

/// <summary>
/// Commands that are safe to repeat: of any number of requests with one key, one is done and all get its answer. Kept for a
/// day, across processes. Every call may throw <see cref="JournalUnavailableException"/>; repeat the request then.
/// </summary>
public interface IIdempotencyKeys
{
    /// <summary>Characters of the longest key.</summary>
    const int LongestKey = 64;

    /// <summary>How long an answer is repeated; then the key is as good as new.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>
    /// A claim of this age belongs to a process that died, and the same request takes it over: longer than any request lasts.
    /// </summary>
    static readonly TimeSpan LongestClaim = TimeSpan.FromMinutes(1);

    /// <summary>Claims the key; of two at once one gets it.</summary>
    /// <param name="scope">Whose key it is (a user, an API key): different callers' keys never meet.</param>
    /// <param name="key">1 to 64 visible ASCII characters; check with <see cref="IsKey"/>.</param>
    /// <param name="request">A hash of everything that makes the request: method, path, body.</param>
    /// <exception cref="ArgumentException">The key is none.</exception>
    Task<IdempotencyClaim> Begin(string scope, string key, ReadOnlyMemory<byte> request, CancellationToken cancellation = default);

    /// <summary>Keeps the answer, unless the claim was taken over meanwhile: then the other one's counts.</summary>
    Task Complete(string scope, string key, Guid claim, IdempotentAnswer answer, CancellationToken cancellation = default);

    /// <summary>Nothing was done and a repeat may do it; nothing happens when the claim was taken over or completed.</summary>
    Task Abandon(string scope, string key, Guid claim, CancellationToken cancellation = default);

    static bool IsKey(string key) => key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and < '\x7f');
}
