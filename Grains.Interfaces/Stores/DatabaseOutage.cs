using Microsoft.Extensions.Logging;

namespace VideoWall.Grains.Interfaces;

/// <summary>
/// Tells the log that the database is away: when that begins, once a minute while it lasts, and when it is over. Everything that asks
/// the database again and again notices an outage by itself; it is news once.
/// </summary>
public sealed partial class DatabaseOutage(TimeProvider time, ILogger<DatabaseOutage> log)
{
    readonly Seldom seldom = new(time);

    /// <param name="by">What has to wait, for people.</param>
    public void Noticed(string by, string reason)
    {
        if (seldom.IsDue())
        {
            Away(log, by, reason);
        }
    }

    /// <summary>The database answered.</summary>
    public void Over()
    {
        if (seldom.Ended())
        {
            Back(log);
        }
    }

    [LoggerMessage(2504, LogLevel.Warning, "The database does not answer ({Reason}). What has to wait for it is tried again: {By}.")]
    static partial void Away(ILogger log, string by, string reason);

    [LoggerMessage(2505, LogLevel.Information, "The database answers again.")]
    static partial void Back(ILogger log);
}

/// <summary>Lets what repeats itself through when it is new, and then once a minute.</summary>
public sealed class Seldom(TimeProvider time)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    readonly Lock gate = new();
    long? last;

    public bool IsDue()
    {
        lock (gate)
        {
            if (last is { } at && time.GetElapsedTime(at) < Every)
            {
                return false;
            }
            last = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>It repeats itself no more. True when something was let through since it began.</summary>
    public bool Ended()
    {
        lock (gate)
        {
            var was = last is not null;
            last = null;
            return was;
        }
    }
}
