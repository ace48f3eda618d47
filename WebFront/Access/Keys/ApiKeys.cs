using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Access.Keys;

/// <summary>An API key as the store keeps it: not the key, only its hash.</summary>
/// <param name="Hash">SHA-256 of the whole key, hexadecimal. The key's 256 random bits need no slow hash.</param>
/// <param name="LastUsedAt">To the hour, so that a busy key does not write all the time.</param>
sealed record ApiKey(string Id, string Name, Role Role, string Hash, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt = null);

/// <summary>The API keys: <c>vw_{id}_{secret}</c>, shown once when made.</summary>
public sealed partial class ApiKeys
{
    const string Prefix = "vw_";
    const int SecretBytes = 32;
    static readonly TimeSpan Coarse = TimeSpan.FromHours(1);

    readonly DocumentRepository<ApiKey> stored;
    readonly TimeProvider time;
    readonly ILogger<ApiKeys> log;
    readonly (string Name, byte[] Hash)[] administrators;

    internal ApiKeys(IDocuments documents, AccessOptions options, TimeProvider time, ILogger<ApiKeys> log)
    {
        (this.time, this.log) = (time, log);
        stored = new(documents, "key", AccessJson.Default.ApiKey, time);
        administrators =
        [
            .. options.AdminApiKey is { } setting ? [("ADMIN_API_KEY", HashOf(setting))] : Array.Empty<(string, byte[])>(),
            .. options.LocalApiKey is { } local ? [("this machine", HashOf(local))] : Array.Empty<(string, byte[])>(),
        ];
    }

    /// <summary>Whose key it is; null when it is nobody's. A key of the settings has no id: it lasts as long as the program.</summary>
    /// <exception cref="JournalUnavailableException">The store is away.</exception>
    internal async Task<(Caller Caller, string? Id)?> Find(string key)
    {
        var hash = HashOf(key);
        foreach (var (name, administrator) in administrators)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, administrator))
            {
                return (Caller.Key(name, Role.Admin), null);
            }
        }
        if (IdOf(key) is not { } id
            || await stored.Recent(id) is not { } found
            || !CryptographicOperations.FixedTimeEquals(hash, Convert.FromHexString(found.Value.Hash)))
        {
            return null;
        }
        if (found.Value.LastUsedAt is not { } last || time.GetUtcNow() - last >= Coarse)
        {
            await Remember(found);
        }
        return (Caller.Key(found.Value.Name, found.Value.Role), id);
    }

    /// <summary>The callers of those keys that are there now, by the key's id.</summary>
    internal async Task<IReadOnlyDictionary<string, Caller>> Find(IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        (await stored.Get(ids, cancellation)).ToDictionary(k => k.Key, k => Caller.Key(k.Value.Value.Name, k.Value.Value.Role), StringComparer.Ordinal);

    internal async Task<(ApiKey Entry, string Key)> Create(string name, Role role)
    {
        var id = RandomText.Id();
        var key = $"{Prefix}{id}_{RandomText.Secret(SecretBytes)}";
        var entry = new ApiKey(id, name, role, Convert.ToHexString(HashOf(key)), time.GetUtcNow());
        return await stored.Put(id, 0, entry) ? (entry, key) : throw new InvalidOperationException("Two keys got one id.");
    }

    internal async Task<IEnumerable<ApiKey>> All(CancellationToken cancellation) =>
        (await stored.All(cancellation)).Select(k => k.Value).OrderByDescending(k => k.CreatedAt);

    internal Task<bool> Delete(string id) => stored.Delete(id);

    /// <summary>Returns how many there were; those of the settings stay.</summary>
    internal async Task<int> DeleteAll(CancellationToken cancellation)
    {
        var count = 0;
        foreach (var key in await stored.All(cancellation))
        {
            count += await stored.Delete(key.Key) ? 1 : 0;
        }
        return count;
    }

    static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    static string? IdOf(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) && key.IndexOf('_', Prefix.Length) is > 0 and var end and < 64
            ? key[Prefix.Length..end]
            : null;

    async Task Remember(Stored<ApiKey> found)
    {
        try
        {
            await stored.Put(found.Key, found.Version, found.Value with { LastUsedAt = time.GetUtcNow() });
        }
        catch (JournalUnavailableException away)
        {
            LogNotRemembered(found.Key, away); // the request itself may still work
        }
    }

    [LoggerMessage(2401, LogLevel.Debug, "When the API key {Id} was last used could not be written.")]
    partial void LogNotRemembered(string id, Exception fault);
}
