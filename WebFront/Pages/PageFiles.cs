using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;

namespace VideoWall.WebFront.Pages;

/// <summary>The built pages: three HTML files, and assets whose names carry their content's hash.</summary>
static class PageFiles
{
    static readonly (string Route, string Page)[] Routes =
    [
        ("/", "join.html"), ("/join", "join.html"), ("/join/{code}", "join.html"), ("/j/{key}", "join.html"),
        ("/wall/{code}", "wall.html"), ("/admin/{**path}", "admin.html"),
    ];

    public static void UsePageFiles(this IApplicationBuilder app)
    {
        var files = Files();
        app.Use((http, next) =>
        {
            PackedFiles.Choose(http.Request, files);
            return next(http);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ContentTypeProvider = new PackedFiles(),
            OnPrepareResponse = served =>
            {
                var isAsset = served.Context.Request.Path.StartsWithSegments("/assets");
                served.Context.Response.Headers.CacheControl = isAsset ? "public, max-age=31536000, immutable" : "no-cache";
                PackedFiles.Describe(served.Context.Response, served.File.Name);
            },
        });
    }

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var files = Files();
        foreach (var (route, page) in Routes)
        {
            routes.MapGet(route, async (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "no-cache";
                return files.GetFileInfo(page) is { Exists: true, PhysicalPath: { } path }
                    ? Results.Text(Rooted(await File.ReadAllTextAsync(path, http.RequestAborted), http.Request.PathBase), "text/html; charset=utf-8")
                    : Results.Text($"The page {page} was not built. Run ./videowall up.", statusCode: StatusCodes.Status503ServiceUnavailable);
            }).AllowAnonymous().ExcludeFromDescription();
        }
    }

    /// <summary>The build names assets from where it lies (<c>./assets/…</c>); a page has addresses of any depth, below a path of any name.</summary>
    internal static string Rooted(string html, PathString pathBase) => html.Replace("=\"./", $"=\"{pathBase}/", StringComparison.Ordinal);

    static IFileProvider Files()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        return Directory.Exists(root) ? new PhysicalFileProvider(root) : new NullFileProvider();
    }
}
