using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace VideoWall.WebFront.Access;

/// <summary>What people and keys may do; each role includes those before it.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Runs a service.</summary>
    Moderator,

    /// <summary>Creates and changes services and churches.</summary>
    Producer,

    /// <summary>Everything: keys and users too.</summary>
    Admin,
}

/// <summary>A person who is signed in, or a program with an API key.</summary>
/// <param name="Kind"><c>user</c> or <c>key</c>.</param>
/// <remarks>An endpoint that demands a role takes it as a parameter.</remarks>
public sealed record Caller(string Kind, string Name, Role Role)
{
    const string NameClaim = "name";
    const string RoleClaim = "role";
    const string KindClaim = "kind";
    const string SessionClaim = "session";
    const string KeyClaim = "key";

    /// <summary>Who it was, for the audit trail: <c>user:admin</c>, <c>key:Stream Deck</c>.</summary>
    public string By => $"{Kind}:{Name}";

    public static Caller User(string name, Role role) => new("user", name, role);

    public static Caller Key(string name, Role role) => new("key", name, role);

    /// <summary>Null for a principal that this program did not make, nobody included.</summary>
    public static Caller? Of(ClaimsPrincipal? principal) =>
        principal?.FindFirst(KindClaim)?.Value is { } kind
        && principal.FindFirst(NameClaim)?.Value is { } name
        && Enum.TryParse<Role>(principal.FindFirst(RoleClaim)?.Value, out var role)
            ? new(kind, name, role)
            : null;

    /// <summary>The caller of a request whose endpoint demanded a role.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(
        Of(context.User) ?? throw new InvalidOperationException("An endpoint asks for its caller, but demands no role (RequireRole)."));

    /// <summary>The caller of a request whose endpoint lets anyone in (a hub); null when it is nobody we know.</summary>
    public static async Task<Caller?> Of(HttpContext context) =>
        Of((await context.AuthenticateAsync(AccessSchemes.Caller)).Principal);

    /// <param name="credential">What showed who it is; null for what is never withdrawn while the program runs.</param>
    internal ClaimsPrincipal Principal(string scheme, Credential? credential) => new(new ClaimsIdentity(
        [
            new(KindClaim, Kind), new(NameClaim, Name), new(RoleClaim, Role.ToString()),
            .. credential is null ? Array.Empty<Claim>() : [new(credential.Kind == CredentialKind.Session ? SessionClaim : KeyClaim, credential.Id)],
        ],
        scheme, NameClaim, RoleClaim));

    /// <summary>What a caller of ours showed; null when it cannot be withdrawn, or is nobody.</summary>
    internal static Credential? CredentialOf(ClaimsPrincipal? principal) =>
        principal?.FindFirst(SessionClaim)?.Value is { } session ? new(CredentialKind.Session, session)
        : principal?.FindFirst(KeyClaim)?.Value is { } key ? new(CredentialKind.ApiKey, key)
        : null;
}
