namespace VideoWall.WebFront.Access.Accounts;

/// <summary>A person who may sign in, as the store keeps it.</summary>
/// <param name="Name">Small letters; also its key.</param>
/// <param name="Stamp">Changes with the password; a cookie with another stamp is worth nothing.</param>
/// <param name="IsLeaving">An administrator who is being taken away, and is not counted on; see <see cref="Users"/>.</param>
/// <param name="SettingHash">Hash of the <c>ADMIN_PASSWORD</c> that was last applied; null where it never was.</param>
sealed record UserAccount(
    string Name, Role Role, string PasswordHash, string Stamp, DateTimeOffset CreatedAt, string? SettingHash = null, bool IsLeaving = false);
