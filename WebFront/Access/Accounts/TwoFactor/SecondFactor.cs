using System.Collections.Immutable;

namespace VideoWall.WebFront.Access.Accounts.TwoFactor;

/// <summary>
/// What an authenticator app shares with this program, as the store keeps it: in clear, since each code is made from it. Whoever reads the store has the
/// keys of cookies too.
/// </summary>
/// <param name="Secret">20 random bytes in base32, as the app has it.</param>
/// <param name="ConfirmedAt">Null until a first code showed that the app has it; then it is asked for.</param>
/// <param name="LastStep">The time step of the last code that was taken: none is taken twice (RFC 6238, 5.2).</param>
/// <param name="RecoveryHashes">SHA-256 of the recovery codes that are left, hexadecimal. Their 50 random bits need no slow hash.</param>
sealed record SecondFactor(string Secret, DateTimeOffset? ConfirmedAt, long LastStep, ImmutableArray<string> RecoveryHashes);
