using VideoWall.WebFront.Settings;

namespace VideoWall.WebFront.Access.Middleware;

/// <summary>The Content-Security-Policy (W3C CSP level 3) of pages, and of everything that is no page.</summary>
static class ContentSecurityPolicy
{
    /// <summary>An answer for programs: were a browser made to show it, it could do nothing.</summary>
    public const string ForData = "default-src 'none'; frame-ancestors 'none'";

    /// <param name="nonce">Of the scripts that stand in the page itself; null where there are none.</param>
    public static string ForPages(AccessOptions options, string? nonce = null) => string.Join("; ",
        "default-src 'self'",
        nonce is null ? "script-src 'self'" : $"script-src 'self' 'nonce-{nonce}'",
        // Dialogs lock the page's scrolling with a style element of their own; no nonce reaches a static page.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob: data:",
        "worker-src 'self' blob:",
        string.Join(' ', ["connect-src 'self'", .. LiveKit(options.LiveKitPublicUrl)]),
        string.Join(' ', ["frame-ancestors 'self'", .. WebOrigin.Split(options.FrameAncestors).Select(WebOrigin.OrSubdomains)]),
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'");

    // The client signals over ws(s) and asks the same address over http(s) why a connection failed.
    static string[] LiveKit(Uri? address)
    {
        if (address is null)
        {
            return [];
        }
        var secure = address.Scheme is "https" or "wss";
        return [$"{(secure ? "wss" : "ws")}://{address.Authority}", $"{(secure ? "https" : "http")}://{address.Authority}"];
    }
}
