using System.Net;
using System.Net.Sockets;

namespace VideoWall.WebFront.Access.Limits;

/// <summary>
/// Slows down guessing. Counts what failed within the last minute, by address and by what was tried at; what works
/// costs nothing, so a hall's walls and producers may share one address. Not the limiters of System.Threading.RateLimiting: docs/adr/0017.
/// </summary>
/// <param name="most">Failures a minute from one address before it must wait.</param>
/// <param name="mostOfSubject">
/// The same for one subject from all addresses: more, because anybody can use up somebody else's.
/// </param>
public sealed class FailureLimiter(TimeProvider time, int most = 10, int mostOfSubject = 30)
{
    const int LongestSubject = 80;

    /// <summary>Bounds the memory at some 20 MB a limiter, whatever comes.</summary>
    internal const int MostKeys = 50_000;

    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    readonly Dictionary<string, Queue<long>> failures = [];
    readonly Lock gate = new();

    /// <summary>How many addresses and subjects are remembered.</summary>
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
    /// <param name="subject">What is tried at, such as a user's name; null: only the address counts.</param>
    /// <param name="retryAfter">How long to wait when not.</param>
    public bool TryEnter(IPAddress? address, string? subject, out TimeSpan retryAfter)
    {
        lock (gate)
        {
            var now = time.GetTimestamp(); // not the time of day, which may be set back
            var wait = Wait(KeyOf(address), most, now);
            retryAfter = subject is null ? wait : Max(wait, Wait(KeyOf(subject), mostOfSubject, now));
            return retryAfter == TimeSpan.Zero;
        }
    }

    /// <summary>A try went wrong.</summary>
    public void Failed(IPAddress? address, string? subject = null)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            Count(KeyOf(address), most, now);
            if (subject is not null)
            {
                Count(KeyOf(subject), mostOfSubject, now);
            }
        }
    }

    TimeSpan Wait(string key, int allowed, long now)
    {
        if (!failures.TryGetValue(key, out var times))
        {
            return TimeSpan.Zero;
        }
        Forget(times, now);
        return times.Count < allowed ? TimeSpan.Zero : Window - time.GetElapsedTime(times.Peek(), now);
    }

    void Count(string key, int allowed, long now)
    {
        if (!failures.TryGetValue(key, out var times))
        {
            MakeRoom(now);
            failures[key] = times = new();
        }
        Forget(times, now);
        times.Enqueue(now);
        if (times.Count > allowed) // tries that were under way together
        {
            times.Dequeue();
        }
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
        // All fresh: some go free, in lots, so that a flood does not make every failure search them all.
        foreach (var key in failures.Keys.Take(Math.Max(0, failures.Count - (MostKeys * 7 / 8))).ToList())
        {
            failures.Remove(key);
        }
    }

    void Forget(Queue<long> times, long now)
    {
        while (times.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= Window)
        {
            times.Dequeue();
        }
    }

    static string KeyOf(string subject) => "s:" + (subject.Length > LongestSubject ? subject[..LongestSubject] : subject).ToUpperInvariant();

    // Whoever has an IPv6 address has its whole /64 (RFC 6177), so that is what counts.
    static string KeyOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }
        return address?.AddressFamily == AddressFamily.InterNetworkV6
            ? "a:" + Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : "a:" + address;
    }

    static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
