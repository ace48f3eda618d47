using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using VideoWall.Domain;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>
/// Who is signed in, and where. A session stands while it is in the store, is younger than <see cref="AccessOptions.SessionLife"/>, and
/// its account is there with the stamp of then: ending one is deleting it, and no cookie outlives that.
/// </summary>
sealed partial class Sessions(IDocuments documents, Users users, AccessOptions options, TimeProvider time, ILogger<Sessions> log)
    : DocumentRepository<Session>(documents, "session", AccessJson.Default.Session, time)
{
    /// <summary>Of one person; the oldest make room, so that a script which signs in each minute fills nothing up.</summary>
    internal const int MostOfOne = 100;

    const int LongestAgent = 200;

    static readonly TimeSpan Coarse = TimeSpan.FromHours(1);

    readonly TimeProvider time = time;

    public DateTimeOffset EndOf(Session session) => session.CreatedAt + options.SessionLife;

    public async Task<Session> Begin(UserAccount user, string? address, string? agent)
    {
        var now = time.GetUtcNow();
        await MakeRoom(user.Name);
        agent = Texts.Clean(agent);
        var session = new Session(RandomText.Id(), user.Name, user.Stamp, now, now, address, agent.Length == 0 ? null : agent[..Math.Min(agent.Length, LongestAgent)]);
        return await Put(session.Id, 0, session) ? session : throw new InvalidOperationException("Two sessions got one id.");
    }

    /// <summary>Who a session's person is now, as known at most <see cref="DocumentRepository{T}.Memory"/> ago; null when it is over.</summary>
    public async Task<Caller?> Find(string id)
    {
        if (await Recent(id) is not { } session || CallerOf(session.Value, (await users.Recent(session.Value.User))?.Value) is not { } caller)
        {
            return null;
        }
        if (time.GetUtcNow() - session.Value.LastSeenAt >= Coarse)
        {
            await Remember(session);
        }
        return caller;
    }

    /// <summary>The same of many at once and as it is now; without those that are over.</summary>
    public async Task<IReadOnlyDictionary<string, Caller>> Find(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var found = (await Get(ids, cancellation)).Values.Select(s => s.Value).ToList();
        var people = await users.Get([.. found.Select(s => s.User).Distinct()], cancellation);
        return found.Select(s => (s.Id, Caller: CallerOf(s, people.GetValueOrDefault(s.User)?.Value)))
            .Where(s => s.Caller is not null).ToImmutableDictionary(s => s.Id, s => s.Caller!);
    }

    /// <summary>Those that stand, newest first.</summary>
    public async Task<IReadOnlyList<Session>> Standing(CancellationToken cancellation)
    {
        var people = (await users.All(cancellation)).ToDictionary(u => u.Key, u => u.Value, StringComparer.Ordinal);
        return [.. (await All(cancellation)).Select(s => s.Value).Where(s => CallerOf(s, people.GetValueOrDefault(s.User)) is not null).OrderByDescending(s => s.CreatedAt)];
    }

    Caller? CallerOf(Session session, UserAccount? user) =>
        user is not null && user.Stamp == session.Stamp && time.GetUtcNow() < EndOf(session) ? Caller.User(user.Name, user.Role) : null;

    // At each sign-in, which takes a tenth of a second for the password anyway.
    async Task MakeRoom(string user)
    {
        var all = await All();
        var over = all.Where(s => time.GetUtcNow() >= EndOf(s.Value));
        var surplus = all.Where(s => s.Value.User == user).OrderByDescending(s => s.Value.CreatedAt).Skip(MostOfOne - 1);
        foreach (var old in over.Union(surplus))
        {
            await Delete(old.Key);
        }
    }

    async Task Remember(Stored<Session> session)
    {
        try
        {
            await Put(session.Key, session.Version, session.Value with { LastSeenAt = time.GetUtcNow() }); // not written: it was ended, or another process did it
        }
        catch (JournalUnavailableException away)
        {
            LogNotRemembered(session.Key, away.Message); // the request itself may still work
        }
    }

    [LoggerMessage(2402, LogLevel.Debug, "When session {Id} was last used could not be written: {Reason}")]
    partial void LogNotRemembered(string id, string reason);
}
