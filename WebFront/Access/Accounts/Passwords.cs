using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using VideoWall.WebFront.Access.Limits;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>Hashes passwords and compares them; slow on purpose, and so in turns.</summary>
sealed class Passwords(IOptions<PasswordHasherOptions> options)
{
    /// <summary>For what people do who have been let in already.</summary>
    static readonly Origin Ours = Origin.Known("");

    readonly PasswordHasher<object> hasher = new(options);
    readonly HashQueue queue = new(Math.Max(1, Environment.ProcessorCount / 2));
    readonly Lazy<string> nobodys = new(() => new PasswordHasher<object>(options).HashPassword(options, RandomText.Secret(16)));

    /// <summary>Work as slow as a hash, for who has been let in already.</summary>
    public Task<T> InTurn<T>(Func<T> work) => queue.Run(Ours, "", work);

    public Task<string> Hash(string password) => InTurn(() => hasher.HashPassword(this, password));

    /// <summary>For what the program itself compares.</summary>
    public Task<bool> Matches(string hash, string password) => Matches(hash, password, Ours, "", () => true);

    /// <param name="hash">Null for a user who does not exist: it takes as long, so that nobody learns who does.</param>
    /// <param name="mayTry">Asked when it is this try's turn: many at once must not slip past a limit together.</param>
    /// <exception cref="TooBusyException">There was no time for it.</exception>
    public Task<bool> Matches(string? hash, string password, Origin origin, string user, Func<bool> mayTry, CancellationToken cancellation = default) => queue.Run(
        origin,
        user,
        () => mayTry()
            && password.Length <= PasswordRules.Longest
            && hasher.VerifyHashedPassword(this, hash ?? nobodys.Value, password) != PasswordVerificationResult.Failed
            && hash is not null,
        cancellation);
}
