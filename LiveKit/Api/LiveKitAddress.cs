using System.Diagnostics.CodeAnalysis;

namespace VideoWall.LiveKit.Api;

/// <summary>LiveKit's address in its two forms: for calls (<c>http</c>) and for clients (<c>ws</c>). Same host and port.</summary>
/// <param name="Http">Ends with a slash; an international name as DNS knows it, since headers carry it.</param>
public sealed record LiveKitAddress(Uri Http)
{
    /// <summary>What clients connect to, without a slash at the end.</summary>
    public string WebSocket => new UriBuilder(Http) { Scheme = Http.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }
        .Uri.AbsoluteUri.TrimEnd('/');

    /// <summary>Takes http, https, ws and wss; a path is kept, for LiveKit behind a proxy.</summary>
    /// <param name="setting">The setting's name, for the message.</param>
    /// <param name="problem">For the operator: what is wrong and how to mend it.</param>
    public static bool TryParse(
        string? text,
        string setting,
        [NotNullWhen(true)] out LiveKitAddress? address,
        [NotNullWhen(false)] out string? problem)
    {
        address = null;
        var cure = $"{setting} is not an address of LiveKit: give it like https://livekit.example.org or ws://localhost:7880";
        if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var uri) || !text.Contains("://", StringComparison.Ordinal)
            || uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            problem = cure + ".";
            return false;
        }

        var scheme = uri.Scheme switch
        {
            "http" or "ws" => "http",
            "https" or "wss" => "https",
            _ => null,
        };
        problem = scheme is null ? $"{cure} (http, https, ws or wss, not {uri.Scheme})."
            : uri.UserInfo.Length > 0 ? $"{cure}, without user and password (keys go into LIVEKIT_API_KEY and LIVEKIT_API_SECRET)."
            : uri.AbsolutePath.Contains("//", StringComparison.Ordinal) ? cure + "."
            : uri.AbsolutePath.TrimEnd('/').EndsWith("/rtc", StringComparison.Ordinal) ? $"{cure}, without /rtc (clients add it)."
            : uri.Query.Length > 0 || uri.Fragment.Length > 0 ? $"{cure}, without anything after the path."
            : null;
        if (problem is not null)
        {
            return false;
        }

        var port = uri.IsDefaultPort ? -1 : uri.Port;
        address = new LiveKitAddress(new UriBuilder(scheme!, uri.IdnHost, port, uri.AbsolutePath.TrimEnd('/') + "/").Uri);
        return true;
    }
}
