using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>The cookie of people who are signed in: it names their session.</summary>
static class SessionCookie
{
    public const string Name = "vw_session";

    /// <summary>Where TLS is: browsers take it from this very host only, and over nothing else (RFC 6265bis, section 4.1.3.2).</summary>
    public const string HostName = "__Host-" + Name;

    public static void Configure(CookieAuthenticationOptions cookie, AccessOptions options)
    {
        cookie.Cookie.Name = Name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.IsEssential = true;
        cookie.CookieManager = new SessionCookieManager(options.PublicBaseUrl);
        cookie.ExpireTimeSpan = options.SessionLife;
        cookie.SlidingExpiration = false; // a stolen cookie must not live for as long as it is used
        cookie.Events.OnValidatePrincipal = Validate;
        cookie.Events.OnRedirectToLogin = context => AccessProblems.SignedOut().ExecuteAsync(context.HttpContext);
        cookie.Events.OnRedirectToAccessDenied = context => AccessProblems.Forbidden(context.HttpContext).ExecuteAsync(context.HttpContext);
    }

    /// <summary>Whether a request carries such a cookie, good or not, under either name.</summary>
    public static bool IsIn(HttpRequest request) =>
        request.Cookies.ContainsKey(Name) || request.Cookies.ContainsKey(HostName);

    /// <summary>Begins a session; the one that this browser had ends.</summary>
    public static async Task SignIn(HttpContext context, UserAccount user)
    {
        var sessions = context.RequestServices.GetRequiredService<Sessions>();
        var earlier = await SessionOf(context);
        var session = await sessions.Begin(user, context.Connection.RemoteIpAddress?.ToString(), context.Request.Headers.UserAgent);
        if (earlier is not null)
        {
            await sessions.Delete(earlier);
        }
        await context.SignInAsync(
            AccessSchemes.Cookie, Caller.User(user.Name, user.Role).Principal(AccessSchemes.Cookie, new(CredentialKind.Session, session.Id)),
            new() { IsPersistent = true, IssuedUtc = session.CreatedAt, ExpiresUtc = sessions.EndOf(session) });
    }

    /// <summary>Ends the session, not only the cookie: a copy of it is worth nothing either.</summary>
    public static async Task SignOut(HttpContext context)
    {
        if (await SessionOf(context) is { } session)
        {
            await context.RequestServices.GetRequiredService<Sessions>().Delete(session);
        }
        await Forget(context);
    }

    /// <summary>Has the browser drop the cookie.</summary>
    public static Task Forget(HttpContext context) => context.SignOutAsync(AccessSchemes.Cookie);

    static async Task<string?> SessionOf(HttpContext context) =>
        Caller.CredentialOf((await context.AuthenticateAsync(AccessSchemes.Cookie)).Principal)?.Id;

    // The role is that of now, not of when the cookie was made.
    static async Task Validate(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (Caller.CredentialOf(context.Principal) is { } session && await sessions.Find(session.Id) is { } caller)
        {
            context.ReplacePrincipal(caller.Principal(AccessSchemes.Cookie, session));
            return;
        }
        context.RejectPrincipal();
        await Forget(context.HttpContext);
    }
}
