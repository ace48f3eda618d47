using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace VideoWall.WebFront.Access.Middleware;

/// <summary>Headers that tell browsers to be careful, and caches what to keep.</summary>
sealed class SecurityHeadersMiddleware(RequestDelegate next, AccessOptions options)
{
    const string Year = "max-age=31536000";
    static readonly PathString[] Data = ["/api", "/direct", "/hubs", "/livekit", "/openapi"];
    readonly StringValues pages = ContentSecurityPolicy.ForPages(options);

    /// <summary>Where no browser shows what is answered.</summary>
    public static bool IsForPrograms(PathString path) => Data.Any(prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    public Task Invoke(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    void Write(HttpContext context)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        var isData = IsForPrograms(request.Path) && !headers.ContentType.ToString().StartsWith("text/html", StringComparison.Ordinal);
        headers.ContentSecurityPolicy = isData ? ContentSecurityPolicy.ForData
            : context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce ? ContentSecurityPolicy.ForPages(options, nonce)
            : pages;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer"; // join and wall links carry keys
        headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (request.IsHttps && request.Host.Host != "localhost")
        {
            headers.StrictTransportSecurity = Year;
        }
        if (isData)
        {
            headers.CacheControl = "no-store"; // tokens travel here
        }
        else if (request.Path.StartsWithSegments("/assets"))
        {
            // Their names carry a hash of what is in them.
            headers.CacheControl = context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified or StatusCodes.Status206PartialContent
                ? "public, max-age=31536000, immutable" : "no-store";
        }
        else if (!headers.ContainsKey(HeaderNames.CacheControl))
        {
            headers.CacheControl = "no-cache";
        }
    }
}
