namespace VideoWall.WebFront.Access.Accounts;

/// <summary>That a person is signed in at one browser, as the store keeps it.</summary>
/// <param name="Id">Also its key. No secret: the cookie that names it is encrypted.</param>
/// <param name="User">The account's key.</param>
/// <param name="Stamp">The account's when the session began; under another one it is over.</param>
/// <param name="LastSeenAt">To the hour, so that a page which asks all the time does not write all the time.</param>
/// <param name="Address">Whence the person signed in; null where unknown.</param>
/// <param name="Agent">What the browser called itself then, shortened; null where it did not say.</param>
sealed record Session(
    string Id, string User, string Stamp, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? Address = null, string? Agent = null);
