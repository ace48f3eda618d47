using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using VideoWall.Domain;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>A set-up token that waits to be used, as the store keeps it: under the token's hash.</summary>
sealed record SetupTicket(DateTimeOffset CreatedAt);

/// <summary>That a setting was followed, as the store keeps it: the password's hash. Stays when the account is deleted, so that a restart does not bring it back.</summary>
sealed record AppliedSetting(string Hash);

/// <summary>
/// Sees to it that somebody can sign in: the user <c>admin</c> by the setting <c>ADMIN_PASSWORD</c>, or a one-time
/// set-up token for whoever started the program.
/// </summary>
public sealed partial class FirstAdministrator
{
    const string Name = "admin";
    const string Setting = "ADMIN_PASSWORD";

    /// <summary>How many of the printed links work at a time: as many processes may start side by side.</summary>
    internal const int MostTickets = 32;

    /// <summary>How long a printed link works: it stays behind in logs and windows.</summary>
    internal static readonly TimeSpan TicketLife = TimeSpan.FromHours(1);

    readonly Users users;
    readonly Passwords passwords;
    readonly AccessOptions options;
    readonly TimeProvider time;
    readonly DocumentRepository<SetupTicket> tickets;
    readonly DocumentRepository<AppliedSetting> settings;
    readonly ILogger<FirstAdministrator> log;

    internal FirstAdministrator(IDocuments documents, Users users, Passwords passwords, AccessOptions options, TimeProvider time, ILogger<FirstAdministrator> log)
    {
        (this.users, this.passwords, this.options, this.time, this.log) = (users, passwords, options, time, log);
        tickets = new(documents, "setup", AccessJson.Default.SetupTicket, time);
        settings = new(documents, "setting", AccessJson.Default.AppliedSetting, time);
    }

    Refusal? Weakness => options.AdminPassword is { } password ? PasswordRules.Check(Setting, password, Name) : null;

    /// <summary>
    /// Why the program must not start: with this setting it would make an administrator whose password is tried first; null when it may. Where
    /// there is one already the setting is no reason to take a wall down that worked yesterday.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store is away.</exception>
    public async Task<string?> CheckSetting(CancellationToken cancellation = default) =>
        Weakness is { } weak && !await users.AnyAdmin(cancellation) ? $"{weak.Reason} {weak.Cure}" : null;

    /// <summary>Called once at each start, when the store can be used and nothing is wrong (<see cref="CheckSetting"/>).</summary>
    /// <returns>
    /// The path and query of the set-up page to print for the operator, good for an hour; null when there is an administrator. What other
    /// processes and earlier starts printed within that time works too, until one of the links was used.
    /// </returns>
    /// <exception cref="JournalUnavailableException">The store is away.</exception>
    public async Task<string?> Prepare(CancellationToken cancellation = default)
    {
        if (options.AdminPassword is { } password)
        {
            await FollowSetting(password, cancellation);
        }
        if (await users.AnyAdmin(cancellation))
        {
            await Keep(0, cancellation);
            return null;
        }
        var token = RandomText.Secret(24);
        await tickets.Put(HashOf(token), 0, new(time.GetUtcNow()));
        await Keep(MostTickets, cancellation);
        return $"/admin/setup?token={token}";
    }

    /// <summary>Why this token makes no administrator; null when it does.</summary>
    internal async Task<Problem?> Check(string? token) =>
        await users.AnyAdmin() ? Done
        : await tickets.Get(HashOf(token ?? "")) is not { } ticket
            ? new(403, "setup_token_wrong", "This set-up link does not work.", "Use the link that the program printed at its last start.", "token")
        : time.GetUtcNow() - ticket.Value.CreatedAt >= TicketLife
            ? new(410, "setup_link_expired", "This set-up link has expired: it works for an hour.", "Start the program again and use the new link that it prints.", "token")
        : null;

    /// <summary>Makes the user <c>admin</c>; the token works once.</summary>
    internal async Task<(UserAccount? User, Problem? Problem)> SetUp(string? token, string? password)
    {
        if (await Check(token) is { } problem)
        {
            return (null, problem);
        }
        if (PasswordRules.Check("password", password, Name) is { } weak)
        {
            return (null, new(weak));
        }
        var old = await users.Get(Name);
        var user = await users.New(Name, password!, Role.Admin);
        if (!await users.Put(Name, old?.Version ?? 0, user))
        {
            return (null, new(409, "setup_done", "Somebody else used the link at the same moment.", "Sign in with the password chosen there."));
        }
        await Keep(0);
        return (user, null);
    }

    static Problem Done => new(409, "setup_done", "There is an administrator already.", "Sign in, or ask an administrator for a user of your own.");

    /// <summary>Keeps the newest tickets.</summary>
    async Task Keep(int count, CancellationToken cancellation = default)
    {
        foreach (var old in (await tickets.All(cancellation)).OrderByDescending(t => t.Value.CreatedAt).Skip(count))
        {
            await tickets.Delete(old.Key);
        }
    }

    // Only a changed setting changes the password: otherwise each restart would undo what the administrator chose since, or bring a deleted account back.
    // With no administrator at all it is followed again, for somebody must be able to sign in.
    async Task FollowSetting(string password, CancellationToken cancellation)
    {
        var old = await users.Get(Name, cancellation);
        var applied = await settings.Get(Setting, cancellation);
        if ((applied?.Value.Hash ?? old?.Value.SettingHash) is { } hash && await passwords.Matches(hash, password) && await users.AnyAdmin(cancellation))
        {
            if (applied is null)
            {
                await settings.Put(Setting, 0, new(hash)); // an earlier version kept it in the account
            }
            if (old?.Value.PasswordHash == hash && Weakness is { } tried)
            {
                LogWeak(tried.Reason);
            }
            return;
        }
        if (Weakness is { } weak)
        {
            LogNotFollowed(weak.Reason, weak.Cure);
            return;
        }
        var user = await users.New(Name, password, Role.Admin);
        // Not written, the one or the other: another process, which has the same setting, was first.
        await users.Put(Name, old?.Version ?? 0, user with { CreatedAt = old?.Value.CreatedAt ?? user.CreatedAt });
        await settings.Put(Setting, applied?.Version ?? 0, new(user.PasswordHash));
    }

    [LoggerMessage(2403, LogLevel.Warning, "{Reason} It is the password of the user admin all the same, from before that was refused: choose another at /admin/account, then take the setting away.")]
    partial void LogWeak(string reason);

    [LoggerMessage(2404, LogLevel.Warning, "{Reason} It is not followed, and nobody's password was changed. {Cure}")]
    partial void LogNotFollowed(string reason, string cure);

    static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
