using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace VideoWall.WebFront.Pages;

/// <summary>Everything below the path of <c>PUBLIC_BASE_URL</c>, whether the proxy in front passes that path on or takes it away.</summary>
static class SubPath
{
    /// <summary>Before everything that looks at a request's path, or makes addresses and cookies.</summary>
    public static void UseSubPath(this IApplicationBuilder app, PathString pathBase)
    {
        if (!pathBase.HasValue)
        {
            return;
        }
        app.Use((http, next) =>
        {
            // UsePathBase would leave the base empty where the proxy took it away; cookies and addresses need it all the same.
            if (http.Request.Path.StartsWithSegments(pathBase, out var rest))
            {
                http.Request.Path = rest.HasValue ? rest : "/";
            }
            http.Request.PathBase = pathBase;
            http.Response.OnStarting(() =>
            {
                var location = http.Response.Headers.Location.ToString();
                if (location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal))
                {
                    http.Response.Headers.Location = pathBase + location;
                }
                return Task.CompletedTask;
            });
            return next(http);
        });
    }
}
