namespace VideoWall.WebFront.Settings;

/// <summary>
/// Addresses and origins (RFC 6454) of settings, in the form that browsers send and headers carry: international names as DNS knows
/// them (<c>https://xn--bcher-kva.example</c>). Anything but ASCII in a header would end every answer that carries it.
/// </summary>
static class WebOrigin
{
    const string AnySubdomain = "https://*.";

    /// <summary>The entries of a list, separated by commas or spaces.</summary>
    public static string[] Split(string? setting) =>
        (setting ?? "").Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <returns>The origin; null for what is none, or has more than an origin.</returns>
    public static string? Of(string text) =>
        Address(text) is { AbsolutePath: "/", Query.Length: 0, Fragment.Length: 0, UserInfo.Length: 0 } address && !text.EndsWith('/')
            ? address.GetLeftPart(UriPartial.Authority)
            : null;

    /// <summary>As <see cref="Of"/>; takes a wildcard for all subdomains too (CSP level 3, host-source).</summary>
    public static string? OrSubdomains(string text) =>
        text.StartsWith(AnySubdomain, StringComparison.OrdinalIgnoreCase)
            ? Of("https://" + text[AnySubdomain.Length..])?.Insert("https://".Length, "*.")
            : Of(text);

    /// <returns>An address of http or https, its host in ASCII; null for what is none.</returns>
    public static Uri? Address(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            || !text.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase)
            || uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)
            || uri.IdnHost.Any(c => !char.IsAscii(c)))
        {
            return null;
        }
        return new UriBuilder(uri) { Host = uri.IdnHost, Port = uri.IsDefaultPort ? -1 : uri.Port }.Uri;
    }
}
