using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace VideoWall.WebFront.Access;

/// <summary>Makes the links that people get.</summary>
/// <param name="Base">The setting <c>PUBLIC_BASE_URL</c>; null: the address that the request came to.</param>
public sealed record PublicAddress(Uri? Base)
{
    /// <param name="path">With its leading slash, and already escaped.</param>
    public string Link(HttpRequest request, string path) => Base is { } fixedBase
        ? fixedBase.AbsoluteUri.TrimEnd('/') + path
        : UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase).TrimEnd('/') + path;
}
