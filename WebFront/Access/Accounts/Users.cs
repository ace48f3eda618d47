using VideoWall.Domain;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>The people who may sign in.</summary>
sealed class Users(IDocuments documents, Passwords passwords, TimeProvider time)
    : DocumentRepository<UserAccount>(documents, "user", AccessJson.Default.UserAccount, time)
{
    const int LongestName = 64;

    readonly TimeProvider time = time;

    public static string KeyOf(string? name) => (name ?? "").Trim().ToLowerInvariant();

    public async Task<bool> AnyAdmin(CancellationToken cancellation = default) =>
        (await All(cancellation)).Any(u => u.Value.Role == Role.Admin);

    /// <summary>By the name as somebody typed it. Null for one that nobody has or can have; of the latter the store is not asked.</summary>
    public async Task<Stored<UserAccount>?> Find(string name) => CheckName(KeyOf(name)) is null ? await Get(KeyOf(name)) : null;

    public async Task<(UserAccount? User, Problem? Problem)> Create(string? name, string? password, Role role)
    {
        var key = KeyOf(name);
        if (CheckName(key) is { } badName)
        {
            return (null, new(badName));
        }
        if (PasswordRules.Check("password", password, key) is { } badPassword)
        {
            return (null, new(badPassword));
        }
        var user = await New(key, password!, role);
        return await Put(key, 0, user)
            ? (user, null)
            : (null, new(409, "user_exists", $"There is a user '{key}' already.", "Choose another name.", "name"));
    }

    /// <summary>Changes what is not null.</summary>
    public async Task<(UserAccount? User, Problem? Problem)> Change(string name, string? password, Role? role)
    {
        if (password is not null && PasswordRules.Check("password", password, KeyOf(name)) is { } badPassword)
        {
            return (null, new(badPassword));
        }
        var hash = password is null ? null : await passwords.Hash(password);
        if (await Find(name) is not { } old)
        {
            return (null, Unknown);
        }
        var changed = old.Value with
        {
            Role = role ?? old.Value.Role,
            PasswordHash = hash ?? old.Value.PasswordHash,
            Stamp = hash is null ? old.Value.Stamp : RandomText.Secret(16),
            IsLeaving = false,
        };
        var problem = old.Value.Role == Role.Admin && changed.Role < Role.Admin
            ? await TakeAway(old, version => Put(old.Key, version, changed))
            : await Put(old.Key, old.Version, changed) ? null : Meanwhile;
        return (problem is null ? changed : null, problem);
    }

    public async Task<Problem?> Remove(string name) =>
        await Find(name) is not { } user ? Unknown
        : user.Value.Role == Role.Admin ? await TakeAway(user, version => Delete(user.Key, version))
        : await Delete(user.Key, user.Version) ? null
        : Meanwhile;

    /// <summary>Ends every session of everybody: each belongs to the stamp that its account had. Returns how many people that are.</summary>
    public async Task<int> SignOutAll(CancellationToken cancellation)
    {
        var people = await All(cancellation);
        foreach (var person in people)
        {
            for (var user = person; user is not null && !await Put(user.Key, user.Version, user.Value with { Stamp = RandomText.Secret(16) });)
            {
                user = await Get(user.Key, cancellation); // somebody changed it at this moment
            }
        }
        return people.Length;
    }

    public async Task<UserAccount> New(string key, string password, Role role) =>
        new(key, role, await passwords.Hash(password), RandomText.Secret(16), time.GetUtcNow());

    public static Problem Meanwhile => new(409, "try_again", "Somebody else changed this user at the same moment.", "Look at the user again and repeat the change.");

    public static Problem Unknown => new(404, "unknown_user", "There is no such user.", "Look the name up in the list of users.");

    static Problem LastAdmin => new(409, "last_admin", "This is the last administrator.", "Make somebody else an administrator first.");

    static Refusal? CheckName(string key) =>
        key.Length == 0 ? Refusal.Invalid("name", "name is empty.", "Type at least one letter.")
        : key.Length > LongestName ? Refusal.Invalid("name", "name is too long.", $"Use at most {LongestName} characters.")
        : char.IsAsciiLetterOrDigit(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@') ? null
        : Refusal.Invalid("name", "name contains a character that user names do not have.", "Use letters, digits, and . _ - @ between them.");

    /// <summary>
    /// Takes an administrator away, but never the last, whatever other processes do meanwhile. The account first says in the store
    /// that it is leaving; then somebody must be there who is not. Of two who leave at once the later one to look sees the
    /// other's mark (both may, and both stay). Each write names the version that it follows, so a change of the account in between stops this.
    /// </summary>
    async Task<Problem?> TakeAway(Stored<UserAccount> user, Func<long, Task<bool>> take)
    {
        if (!await Put(user.Key, user.Version, user.Value with { IsLeaving = true }))
        {
            return Meanwhile;
        }
        var marked = user.Version + 1;
        if ((await All()).Any(u => u.Key != user.Key && u.Value is { Role: Role.Admin, IsLeaving: false }))
        {
            return await take(marked) ? null : Meanwhile;
        }
        await Put(user.Key, marked, user.Value with { IsLeaving = false });
        return LastAdmin;
    }
}
