using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using VideoWall.WebFront.Access.Middleware;

namespace VideoWall.WebFront.Pages;

/// <summary>What people see at an address where there is nothing: in a few words where they may have wanted to go. Programs get a problem.</summary>
static class NotFoundPage
{
    /// <summary>People ask for a page before anything else. A program that does so too gets a problem where only programs call.</summary>
    public static bool IsFor(HttpRequest request)
    {
        var taken = request.GetTypedHeaders().Accept;
        return HttpMethods.IsGet(request.Method)
            && Quality(MediaTypeNames.Text.Html) > Math.Max(Quality(MediaTypeNames.Application.Json), Quality(MediaTypeNames.Application.ProblemJson))
            && (!SecurityHeadersMiddleware.IsForPrograms(request.Path) || request.Headers["Sec-Fetch-Mode"] == "navigate");

        double Quality(string type) => taken.Where(t => t.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(t => (double?)(t.Quality ?? 1)).Max() ?? 0;
    }

    public static Task Write(HttpContext http)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return Results.Text(Page(http.Request), "text/html; charset=utf-8").ExecuteAsync(http);
    }

    // None of it comes from the address that was asked for.
    static string Page(HttpRequest request) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="{{request.PathBase}}/icon.svg" type="image/svg+xml">
        <title>No page here - VideoWall</title>
        <style>
        body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 0; min-height: 100vh; display: grid; place-items: center; }
        main { max-width: 32rem; padding: 2rem; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
        a { color: inherit; }
        li { margin: .5rem 0; }
        </style>
        </head>
        <body>
        <main>
        <h1>There is no page at this address</h1>
        <p>{{Advice(request.Path)}}</p>
        <ul>
        <li><a href="{{request.PathBase}}/">Join a service</a>, with its code</li>
        <li><a href="{{request.PathBase}}/admin">Console</a>, for producers</li>
        </ul>
        </main>
        </body>
        </html>
        """;

    static string Advice(PathString path) =>
        path.StartsWithSegments("/wall") ? "A wall opens by its whole link, which ends with the code of the service and a key. Copy it from the console, under Share."
        : path.StartsWithSegments("/j") ? "A personal link opens as a whole only. Open it where you got it, or join with the code of the service."
        : "Perhaps a part of it is missing, or it was typed by hand. Look at it once more.";
}
