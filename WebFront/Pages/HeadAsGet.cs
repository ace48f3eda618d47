using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace VideoWall.WebFront.Pages;

/// <summary>HEAD works wherever GET does, and answers the same without its body (RFC 9110, section 9.3.2).</summary>
static class HeadAsGet
{
    /// <summary>Before everything that chooses by the method. Kestrel remembers that it was HEAD, and sends no body.</summary>
    public static void UseHeadAsGet(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        // A stream of events has no end at which a HEAD would be done.
        if (!HttpMethods.IsHead(http.Request.Method) || http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            await next(http);
            return;
        }
        http.Request.Method = HttpMethods.Get;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = HttpMethods.Head;
        }
    });
}
