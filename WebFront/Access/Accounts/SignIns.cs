using Microsoft.AspNetCore.Http;
using VideoWall.WebFront.Access.Accounts.TwoFactor;
using VideoWall.WebFront.Access.Limits;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>Finds out whether people are who they say: by their password, and by the code of their app where they have one.</summary>
sealed class SignIns(Users users, Passwords passwords, SecondFactors secondFactors, FailureLimits limits, KnownDevices devices)
{
    /// <param name="name">As <see cref="Users.KeyOf"/> writes it.</param>
    /// <param name="code">Of the app, or a recovery code; null where none was typed.</param>
    public async Task<(UserAccount? User, IResult? Refused)> Check(HttpContext context, string name, string password, string? code)
    {
        var device = devices.Knows(context, name);
        var origin = OriginOf(limits.Passwords, context, device, name);
        if (!limits.Passwords.TryEnter(origin, name, out var wait))
        {
            return (null, Problems.TooManyTries(wait));
        }
        var user = (await users.Find(name))?.Value;
        if (!await passwords.Matches(user?.PasswordHash, password, origin, name, () => limits.Passwords.TryEnter(origin, name, out wait), context.RequestAborted))
        {
            return (null, wait > TimeSpan.Zero ? Problems.TooManyTries(wait) : Wrong(origin, name));
        }
        if (user is { SecondFactor.ConfirmedAt: not null } && await CheckCode(context, device, user, code) is { } refused)
        {
            return (null, refused);
        }
        devices.Remember(context, name);
        return (user, null);
    }

    /// <summary>Whether somebody who is signed in knows the password: a session that was left open or stolen must not do for everything.</summary>
    public async Task<IResult?> CheckPresent(UserAccount user, string? password)
    {
        var origin = Origin.Known($"session of {user.Name}");
        var wait = TimeSpan.Zero;
        if (await passwords.Matches(user.PasswordHash, password ?? "", origin, user.Name, () => limits.Passwords.TryEnter(origin, user.Name, out wait)))
        {
            return null;
        }
        if (wait > TimeSpan.Zero)
        {
            return Problems.TooManyTries(wait);
        }
        limits.Passwords.Failed(origin, user.Name);
        return Problems.Of(StatusCodes.Status403Forbidden, "password_wrong", "This is not your present password.", "Type the password with which you signed in.", "present");
    }

    async Task<IResult?> CheckCode(HttpContext context, string? device, UserAccount user, string? code)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "second_factor_needed", "This account asks for a code too.", "Type the six digits that your authenticator app shows.", "code");
        }
        var origin = OriginOf(limits.SecondFactors, context, device, user.Name);
        if (!limits.SecondFactors.TryEnter(origin, user.Name, out var wait))
        {
            return Problems.TooManyTries(wait);
        }
        if (await secondFactors.Take(user.Name, code))
        {
            return null;
        }
        limits.SecondFactors.Failed(origin, user.Name);
        return Problems.Of(
            StatusCodes.Status401Unauthorized, "second_factor_wrong", "This code is wrong, or was used already.",
            "Wait for the next code of your app and type that, or use a recovery code. If it stays wrong, check the clock of your phone.", "code");
    }

    /// <summary>A browser that used up its own tries is as good as a stranger.</summary>
    static Origin OriginOf(FailureLimiter limiter, HttpContext context, string? device, string name) =>
        device is not null && Origin.Known(device) is var known && limiter.TryEnter(known, name, out _) ? known : Origin.Of(context.Connection.RemoteIpAddress);

    IResult Wrong(Origin origin, string name)
    {
        limits.Passwords.Failed(origin, name);
        return Problems.Of(StatusCodes.Status401Unauthorized, "sign_in_wrong", "The name or the password is wrong.", "Check both, and try again.");
    }
}
