using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using VideoWall.Domain;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>Hashes passwords and compares them; on purpose slow, so never more than a few at once.</summary>
sealed class Passwords(IOptions<PasswordHasherOptions> options) : IDisposable
{
    const int Shortest = 10;
    const int Longest = 200;
    const int AtOnce = 2;

    readonly PasswordHasher<object> hasher = new(options);
    readonly SemaphoreSlim free = new(AtOnce);
    readonly Lazy<string> nobodys = new(() => new PasswordHasher<object>(options).HashPassword(options, RandomText.Secret(16)));

    /// <summary>Why this cannot be a password; null when it can.</summary>
    public static Refusal? Check(string field, string? password) =>
        string.IsNullOrWhiteSpace(password) ? Refusal.Invalid(field, $"{field} is empty.", $"Choose a password of at least {Shortest} characters.")
        : password.Length < Shortest ? Refusal.Invalid(field, $"{field} is too short.", $"Choose a password of at least {Shortest} characters.")
        : password.Length > Longest ? Refusal.Invalid(field, $"{field} is too long.", $"Choose a password of at most {Longest} characters.")
        : null;

    public Task<string> Hash(string password) => Slowly(() => hasher.HashPassword(this, password));

    /// <param name="hash">Null for a user who does not exist: it takes as long, so that nobody learns who does.</param>
    /// <param name="mayTry">Asked when it is this try's turn: many at once must not slip past a limit together.</param>
    public Task<bool> Matches(string? hash, string password, Func<bool>? mayTry = null) => Slowly(() =>
        mayTry?.Invoke() != false
        && password.Length <= Longest
        && hasher.VerifyHashedPassword(this, hash ?? nobodys.Value, password) != PasswordVerificationResult.Failed
        && hash is not null);

    public void Dispose() => free.Dispose();

    async Task<T> Slowly<T>(Func<T> work)
    {
        await free.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            free.Release();
        }
    }
}
