using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>The cookie of people who are signed in.</summary>
static class SessionCookie
{
    public const string Name = "vw_session";

    static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = Name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.IsEssential = true;
        cookie.ExpireTimeSpan = Lifetime;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = Validate;
        cookie.Events.OnRedirectToLogin = context => AccessProblems.SignedOut().ExecuteAsync(context.HttpContext);
        cookie.Events.OnRedirectToAccessDenied = context => AccessProblems.Forbidden(context.HttpContext).ExecuteAsync(context.HttpContext);
    }

    public static Task SignIn(HttpContext context, UserAccount user) => context.SignInAsync(
        AccessSchemes.Cookie, Caller.User(user.Name, user.Role).Principal(AccessSchemes.Cookie, user.Stamp), new() { IsPersistent = true });

    public static Task SignOut(HttpContext context) => context.SignOutAsync(AccessSchemes.Cookie);

    // The role is that of now, not of when the cookie was made.
    static async Task Validate(CookieValidatePrincipalContext context)
    {
        var users = context.HttpContext.RequestServices.GetRequiredService<Users>();
        var user = Caller.Of(context.Principal) is { } caller ? (await users.Recent(caller.Name))?.Value : null;
        if (user is null || user.Stamp != Caller.StampOf(context.Principal))
        {
            context.RejectPrincipal();
            await SignOut(context.HttpContext);
            return;
        }
        context.ReplacePrincipal(Caller.User(user.Name, user.Role).Principal(AccessSchemes.Cookie, user.Stamp));
    }
}
