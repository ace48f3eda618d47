using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Access.Keys;

namespace VideoWall.WebFront.Access;

/// <summary>What credentials of every kind are worth now: one question to the store for each kind, however many they are.</summary>
sealed class Credentials(Sessions sessions, ApiKeys keys, IListings listings)
{
    /// <summary>Whom each lets in: a <see cref="Caller"/>, or the id of a church. Those that do not stand are left out.</summary>
    /// <exception cref="JournalUnavailableException">The store is away.</exception>
    public async Task<IReadOnlyDictionary<Credential, object>> Find(IEnumerable<Credential> credentials, CancellationToken cancellation)
    {
        var found = new Dictionary<Credential, object>();
        foreach (var kind in credentials.GroupBy(c => c.Kind, c => c.Id))
        {
            HashSet<string> ids = [.. kind];
            foreach (var (id, who) in await Find(kind.Key, ids, cancellation))
            {
                found[new(kind.Key, id)] = who;
            }
        }
        return found;
    }

    async Task<IEnumerable<(string Id, object Who)>> Find(CredentialKind kind, HashSet<string> ids, CancellationToken cancellation) => kind switch
    {
        CredentialKind.Session => (await sessions.Find(ids, cancellation)).Select(s => (s.Key, (object)s.Value)),
        CredentialKind.ApiKey => (await keys.Find(ids, cancellation)).Select(k => (k.Key, (object)k.Value)),
        _ => (await listings.ChurchesByKey(ids, cancellation)).Where(c => !c.Revoked).Select(c => (c.LinkKey, (object)c.Id)),
    };
}
