using VideoWall.WebFront.Access.Accounts.TwoFactor;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>A person who may sign in, as the store keeps it.</summary>
/// <param name="Name">Small letters; also its key.</param>
/// <param name="Stamp">Changes with the password; a cookie with another stamp is worth nothing.</param>
/// <param name="IsLeaving">An administrator who is being taken away, and is not counted on; see <see cref="Users"/>.</param>
/// <param name="SettingHash">Written by earlier versions; now <see cref="AppliedSetting"/>.</param>
/// <param name="SecondFactor">Null for somebody who signs in by password alone.</param>
sealed record UserAccount(
    string Name, Role Role, string PasswordHash, string Stamp, DateTimeOffset CreatedAt, string? SettingHash = null, bool IsLeaving = false,
    SecondFactor? SecondFactor = null);
