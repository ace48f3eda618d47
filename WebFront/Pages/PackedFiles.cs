using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace VideoWall.WebFront.Pages;

/// <summary>
/// Files that the build of the pages packed beforehand (<c>app.js.br</c>, <c>app.js.gz</c>): a weak line gets the least
/// that its browser understands, and nothing is packed while churches stream in.
/// </summary>
sealed class PackedFiles : IContentTypeProvider
{
    /// <summary>Content codings (RFC 9110, section 8.4.1) and the endings of their files, the smallest first.</summary>
    static readonly (string Coding, string Ending)[] Codings = [("br", ".br"), ("gzip", ".gz")];

    readonly FileExtensionContentTypeProvider types = new() { Mappings = { [".webmanifest"] = "application/manifest+json" } };

    /// <summary>Leads a request for a file to its packed twin, when there is one that the browser takes.</summary>
    public static void Choose(HttpRequest request, IFileProvider files)
    {
        if (!request.Path.StartsWithSegments("/assets") || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            return;
        }
        var taken = request.GetTypedHeaders().AcceptEncoding;
        foreach (var (coding, ending) in Codings)
        {
            if (taken.Any(t => t.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && t.Quality != 0)
                && files.GetFileInfo(request.Path.Value + ending).Exists)
            {
                request.Path = request.Path.Value + ending;
                return;
            }
        }
    }

    /// <summary>Says how the file is packed, so that the browser unpacks it and caches keep the kinds apart.</summary>
    public static void Describe(HttpResponse response, string file)
    {
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (Array.Find(Codings, c => file.EndsWith(c.Ending, StringComparison.Ordinal)) is { Coding: { } coding })
        {
            response.Headers.ContentEncoding = coding;
        }
    }

    /// <summary>The type of what is inside.</summary>
    public bool TryGetContentType(string subpath, [MaybeNullWhen(false)] out string contentType)
    {
        var ending = Array.Find(Codings, c => subpath.EndsWith(c.Ending, StringComparison.Ordinal)).Ending;
        return types.TryGetContentType(ending is null ? subpath : subpath[..^ending.Length], out contentType);
    }
}
