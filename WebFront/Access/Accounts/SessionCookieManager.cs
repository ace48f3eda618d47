using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>
/// Gives the session's cookie the name that goes with the request. Where TLS is, only <c>__Host-</c> counts: under the plain name a
/// neighbouring site, or whoever answers for this host without TLS, could put a cookie of theirs into a visitor's browser.
/// </summary>
/// <param name="publicBase">The setting <c>PUBLIC_BASE_URL</c>: https there means TLS, whatever the proxy in front tells of it.</param>
sealed class SessionCookieManager(Uri? publicBase) : ICookieManager
{
    readonly ChunkingCookieManager cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, NameIn(context));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        DropOld(context, options);
        cookies.AppendResponseCookie(context, NameIn(context), value, For(context, options));
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        DropOld(context, options);
        cookies.DeleteCookie(context, NameIn(context), For(context, options));
    }

    // From before TLS was, or before this name was: it opens nothing any more and would be sent for ever.
    void DropOld(HttpContext context, CookieOptions options)
    {
        if (IsOfHost(context) && context.Request.Cookies.ContainsKey(SessionCookie.Name))
        {
            cookies.DeleteCookie(context, SessionCookie.Name, options);
        }
    }

    // Browsers refuse the prefix without Secure, with a Domain, or for a part of the host only.
    CookieOptions For(HttpContext context, CookieOptions options) =>
        IsOfHost(context) ? new(options) { Secure = true, Path = "/", Domain = null }
        : IsTls(context) ? new(options) { Secure = true }
        : options;

    string NameIn(HttpContext context) => IsOfHost(context) ? SessionCookie.HostName : SessionCookie.Name;

    // Below a path the host is somebody else's, perhaps with another VideoWall below another one: the cookie is of the path.
    bool IsOfHost(HttpContext context) => IsTls(context) && (publicBase?.AbsolutePath is null or "/");

    bool IsTls(HttpContext context) => context.Request.IsHttps || publicBase?.Scheme == Uri.UriSchemeHttps;
}
