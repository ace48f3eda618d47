using System.Collections.Immutable;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access.Accounts.TwoFactor;

/// <summary>Authenticator apps and recovery codes of people who sign in with both.</summary>
sealed class SecondFactors(Users users, TimeProvider time)
{
    const string Issuer = "VideoWall";

    /// <summary>Sign-ins of one person that may overtake each other before one of them is told to try again.</summary>
    const int Attempts = 5;

    /// <summary>Takes a code of the app, or a recovery code; neither works twice.</summary>
    public async Task<bool> Take(string user, string code)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await users.Get(user) is not { Value.SecondFactor: { ConfirmedAt: not null } factor } stored || Used(factor, code) is not { } used)
            {
                return false;
            }
            if (await users.Put(user, stored.Version, stored.Value with { SecondFactor = used }))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>A new secret for the app; it counts when a first code confirms it.</summary>
    public async Task<(SecretReply? Secret, Problem? Problem)> Begin(Stored<UserAccount> user)
    {
        if (user.Value.SecondFactor is { ConfirmedAt: not null })
        {
            return (null, new(409, "second_factor_on", "This account has a second factor already.", "Turn it off first, then set up the new one."));
        }
        var secret = Totp.NewSecret();
        return await users.Put(user.Key, user.Version, user.Value with { SecondFactor = new(secret, null, 0, []) })
            ? (new(secret, Totp.Uri(secret, user.Key, Issuer)), null)
            : (null, Users.Meanwhile);
    }

    /// <summary>Turns it on: from now on the account's other sessions are over, and signing in takes a code.</summary>
    /// <returns>The recovery codes, told this once.</returns>
    public async Task<(UserAccount? User, ImmutableArray<string> RecoveryCodes, Problem? Problem)> Confirm(Stored<UserAccount> user, string? code)
    {
        if (user.Value.SecondFactor is not { ConfirmedAt: null } factor)
        {
            return (null, [], new(409, "second_factor_not_begun", "There is no second factor to confirm.", "Begin setting one up."));
        }
        if (Totp.Match(factor.Secret, Digits(code), time.GetUtcNow(), factor.LastStep) is not { } step)
        {
            return (null, [], new(400, "second_factor_wrong", "This code is wrong.", "Type the six digits that the app shows now. If they stay wrong, check the clock of your phone.", "code"));
        }
        var codes = RecoveryCodes.New();
        return await Put(user, new(factor.Secret, time.GetUtcNow(), step, RecoveryCodes.Hashes(codes))) is { } changed ? (changed, codes, null) : (null, [], Users.Meanwhile);
    }

    /// <summary>New recovery codes; the old ones work no more.</summary>
    public async Task<(ImmutableArray<string> RecoveryCodes, Problem? Problem)> Renew(Stored<UserAccount> user)
    {
        if (user.Value.SecondFactor is not { ConfirmedAt: not null } factor)
        {
            return ([], new(409, "second_factor_off", "This account has no second factor.", "Set one up; that gives recovery codes too."));
        }
        var codes = RecoveryCodes.New();
        var changed = user.Value with { SecondFactor = factor with { RecoveryHashes = RecoveryCodes.Hashes(codes) } };
        return await users.Put(user.Key, user.Version, changed) ? (codes, null) : ([], Users.Meanwhile);
    }

    /// <summary>From now on the password alone signs in. Fine where there was none.</summary>
    public async Task<Problem?> TurnOff(Stored<UserAccount> user) =>
        user.Value.SecondFactor is null || await users.Put(user.Key, user.Version, user.Value with { SecondFactor = null }) ? null : Users.Meanwhile;

    async Task<UserAccount?> Put(Stored<UserAccount> user, SecondFactor factor)
    {
        var changed = user.Value with { SecondFactor = factor, Stamp = RandomText.Secret(16) };
        return await users.Put(user.Key, user.Version, changed) ? changed : null;
    }

    SecondFactor? Used(SecondFactor factor, string code)
    {
        if (RecoveryCodes.IsOne(code))
        {
            var left = factor.RecoveryHashes.Remove(RecoveryCodes.HashOf(code));
            return left.Length < factor.RecoveryHashes.Length ? factor with { RecoveryHashes = left } : null;
        }
        return Totp.Match(factor.Secret, Digits(code), time.GetUtcNow(), factor.LastStep) is { } step ? factor with { LastStep = step } : null;
    }

    static string Digits(string? code) => new([.. (code ?? "").Where(char.IsAsciiDigit)]);
}
