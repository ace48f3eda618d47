namespace VideoWall.WebFront.Access.Limits;

/// <summary>
/// Slows down guessing. Counts what failed lately, by where it came from and by what was tried at; what works
/// costs nothing, so a hall's walls and producers may share one address. Not the limiters of System.Threading.RateLimiting: docs/adr/0017.
/// </summary>
public sealed class FailureLimiter(TimeProvider time, FailureRules rules)
{
    /// <summary>A network that failed less often is heard even while a crowd guesses.</summary>
    public const int Clean = 3;

    const int LongestSubject = 80;

    /// <summary>Bounds the memory at some 20 MB a limiter, whatever comes.</summary>
    internal const int MostKeys = 50_000;

    readonly Dictionary<string, Queue<long>> failures = [];
    readonly Lock gate = new();

    /// <summary>How many addresses, networks and subjects are remembered.</summary>
    internal int Remembered
    {
        get
        {
            lock (gate)
            {
                return failures.Count;
            }
        }
    }

    /// <summary>Whether another try may be made now.</summary>
    /// <param name="subject">What is tried at, such as a user's name; empty where all try at the same.</param>
    /// <param name="retryAfter">How long to wait when not.</param>
    public bool TryEnter(Origin origin, string subject, out TimeSpan retryAfter)
    {
        lock (gate)
        {
            var now = time.GetTimestamp(); // not the time of day, which may be set back
            retryAfter = Wait(origin.Place, rules.Place, now);
            if (origin.Network is { } network)
            {
                var clean = Of(network, now)?.Count is not >= Clean;
                retryAfter = Max(retryAfter, Wait(network, rules.Network, now));
                retryAfter = Max(retryAfter, Wait(KeyOf(subject), clean ? rules.Most : rules.Crowd, now));
            }
            return retryAfter == TimeSpan.Zero;
        }
    }

    /// <summary>A try went wrong.</summary>
    /// <returns>How long its sender should be told to wait; zero while it failed but a few times.</returns>
    public TimeSpan Failed(Origin origin, string subject)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            var wait = Wait(origin.Place, rules.Told, now);
            Count(origin.Place, rules.Place, now);
            if (origin.Network is { } network)
            {
                Count(network, rules.Network, now);
                Count(KeyOf(subject), rules.Most, now);
            }
            return wait;
        }
    }

    TimeSpan Wait(string key, int allowed, long now) =>
        Of(key, now) is { } times && times.Count >= allowed
            ? rules.Window - time.GetElapsedTime(times.ElementAt(times.Count - allowed), now)
            : TimeSpan.Zero;

    void Count(string key, int allowed, long now)
    {
        if (allowed == int.MaxValue)
        {
            return; // nobody asks for it
        }
        if (Of(key, now) is not { } times)
        {
            MakeRoom(now);
            failures[key] = times = new();
        }
        times.Enqueue(now);
        if (times.Count > allowed) // tries that were under way together
        {
            times.Dequeue();
        }
    }

    Queue<long>? Of(string key, long now)
    {
        if (failures.TryGetValue(key, out var times))
        {
            Forget(times, now);
        }
        return times;
    }

    void MakeRoom(long now)
    {
        if (failures.Count < MostKeys)
        {
            return;
        }
        foreach (var (key, times) in failures)
        {
            Forget(times, now);
            if (times.Count == 0)
            {
                failures.Remove(key);
            }
        }
        // All fresh: those with the fewest failures go free, in lots, so that a flood does not make every failure search them all.
        var lot = Math.Max(0, failures.Count - (MostKeys * 7 / 8));
        foreach (var (key, _) in failures.OrderBy(f => f.Value.Count).Take(lot).ToList())
        {
            failures.Remove(key);
        }
    }

    void Forget(Queue<long> times, long now)
    {
        while (times.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= rules.Window)
        {
            times.Dequeue();
        }
    }

    static string KeyOf(string subject) => "s:" + (subject.Length > LongestSubject ? subject[..LongestSubject] : subject).ToUpperInvariant();

    static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
