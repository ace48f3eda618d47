using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Access.Middleware;
using VideoWall.WebFront.Settings;

namespace VideoWall.WebFront.Access;

/// <summary>What the settings say about who may come in, and from where. Checked by <see cref="Validate"/> at start.</summary>
public sealed record AccessOptions
{
    internal const int DefaultSessionDays = 30;

    const int ShortestApiKey = 32;

    /// <summary><c>ADMIN_PASSWORD</c>: password of the user <c>admin</c>, looked at by <see cref="FirstAdministrator"/>; null: a one-time set-up link.</summary>
    public string? AdminPassword { get; init; }

    /// <summary><c>ADMIN_API_KEY</c>: an administrator's API key for automation.</summary>
    public string? AdminApiKey { get; init; }

    /// <summary>An administrator's key that the host made for commands on its own machine; null for none.</summary>
    public string? LocalApiKey { get; init; }

    /// <summary><c>SESSION_DAYS</c>: how long a person stays signed in after the password, however busy; 1 to 365 days.</summary>
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromDays(DefaultSessionDays);

    /// <summary>
    /// <c>TRUSTED_PROXIES</c>: whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses, networks
    /// (<c>10.1.0.0/16</c>), <c>private</c> for all private networks, comma-separated. This machine always is, unless it says <c>none</c>.
    /// </summary>
    public string? TrustedProxies { get; init; }

    /// <summary><c>FRAME_ANCESTORS</c>: origins that may embed the pages, separated by spaces or commas; null: only ourselves.</summary>
    public string? FrameAncestors { get; init; }

    /// <summary><c>PUBLIC_BASE_URL</c>; null: the address of each request.</summary>
    public Uri? PublicBaseUrl { get; init; }

    /// <summary>Where browsers reach LiveKit; null without a media server.</summary>
    public Uri? LiveKitPublicUrl { get; init; }

    /// <summary>What is wrong with the settings, each with the setting's name and the cure; empty when they are fine.</summary>
    public IEnumerable<string> Validate()
    {
        if (AdminApiKey is { Length: < ShortestApiKey })
        {
            yield return $"ADMIN_API_KEY is shorter than {ShortestApiKey} characters. Use a long random text, for example from 'openssl rand -hex 32'.";
        }
        if (AdminApiKey is { } key && key.Any(c => c is <= ' ' or > '~'))
        {
            yield return "ADMIN_API_KEY contains a character that does not fit into an HTTP header. Use printable ASCII without spaces.";
        }
        if (KnownProxies.Parse(TrustedProxies).Wrong is { } proxy)
        {
            yield return $"TRUSTED_PROXIES contains '{proxy}', which is no address. List addresses or networks such as 10.1.0.0/16, or write 'private' or 'none'.";
        }
        foreach (var origin in WebOrigin.Split(FrameAncestors).Where(o => WebOrigin.OrSubdomains(o) is null))
        {
            yield return $"FRAME_ANCESTORS contains '{origin}', which is no origin. Write origins such as https://www.example.org, without a path.";
        }
    }
}
