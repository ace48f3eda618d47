using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access.Middleware;

/// <summary>An endpoint that other sites must not call from a visitor's browser even before anybody is signed in.</summary>
sealed record SameOriginOnly;

/// <summary>
/// Keeps other sites from acting with a visitor's cookie. Browsers say where a request comes from (Sec-Fetch-Site, else
/// Origin); a request with neither comes from no browser and carries nobody's cookie by accident. The same rule as
/// CrossOriginProtection of Go's net/http, whose documentation gives the reasons; no token needs to be carried.
/// </summary>
sealed class SameOriginMiddleware(RequestDelegate next, PublicAddress address)
{
    public Task Invoke(HttpContext context) =>
        IsAtRisk(context) && !IsOurs(context.Request) ? Refuse(context) : next(context);

    // A WebSocket opens with a GET that cookies accompany, so its origin counts too. No other header takes the risk away: which of
    // a cookie and an Authorization header an endpoint goes by is not for this to guess.
    static bool IsAtRisk(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<SameOriginOnly>() is not null
        || (SessionCookie.IsIn(context.Request)
            && (context.WebSockets.IsWebSocketRequest || context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
                || !IsSafe(context.Request.Method)));

    static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    bool IsOurs(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && (Matches(from, request.Host.Value) || Matches(from, address.Base?.Authority)));
    }

    // Hosts are compared, not schemes: behind a proxy that ends TLS without saying so, ours is unknown.
    static bool Matches(Uri origin, string? host) =>
        host is not null && string.Equals(origin.Authority, host, StringComparison.OrdinalIgnoreCase);

    static Task Refuse(HttpContext context) => Problems.Of(
        StatusCodes.Status403Forbidden, "cross_site", "Another site sent this request.",
        "Use VideoWall's own pages, or an API key without the cookie.").ExecuteAsync(context);
}
