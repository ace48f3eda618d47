using Npgsql;

namespace VideoWall.Storage;

/// <summary>
/// How long the store waits, all in one place. They are the shortest in the house (a page's call, above a grain's of 10 s,
/// above one to LiveKit, above these), so that whoever waits learns why and can still tell it. LiveKit waits for a webhook's
/// answer without end, tries five times and throws away what is older than 30 s: a database that stands still must cost it
/// seconds, or nothing is left to try again.
/// </summary>
/// <param name="Answer">
/// An append or a read is answered or refused within this, whatever stands still; infinite when the operator wants commands
/// without a limit (<c>Command Timeout=0</c>). What the database does later is found when the caller comes back.
/// </param>
/// <param name="Statement">After this Postgres itself ends a commit, so that none is written long after its caller gave up; zero for never.</param>
internal readonly record struct StoreTimeouts(TimeSpan Answer, TimeSpan Statement)
{
    /// <summary>Seconds to connect in, or to wait for a connection of the pool.</summary>
    public const int Connect = 3;

    /// <summary>Seconds of one statement. A disk whose commit takes longer than this is ill.</summary>
    public const int Command = 4;

    /// <summary>Milliseconds for the farewell after a command ran out; a frozen server does not answer that either.</summary>
    public const int Cancellation = 500;

    /// <summary>Seconds after which an idle connection is looked after, which finds out that its server went away without a word.</summary>
    public const int Keepalive = 30;

    /// <summary>Seconds of the ping before an append on a connection that was idle; the append waits behind it.</summary>
    public const int Ping = 1;

    /// <summary>Seconds of a readiness probe: one that waits as long as a command would is answered too late to be of use.</summary>
    public const int Probe = 2;

    /// <summary>Seconds that one migration may take. Nobody waits for an answer then.</summary>
    public const int Migration = 600;

    /// <summary>After so long without use the writer's connection may have died unseen.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    /// <summary>The bounds that follow from a connection string with its defaults: an operator's longer commands move them.</summary>
    public static StoreTimeouts Of(NpgsqlConnectionStringBuilder settings) => settings.CommandTimeout == 0
        ? new(Timeout.InfiniteTimeSpan, TimeSpan.Zero)
        // Postgres first, then the command, then the answer.
        : new(TimeSpan.FromSeconds(settings.CommandTimeout + 1), TimeSpan.FromSeconds(settings.CommandTimeout) - TimeSpan.FromMilliseconds(500));
}
