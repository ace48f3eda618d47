using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using VideoWall.Domain.Services;
using VideoWall.LiveKit.Api;
using VideoWall.LiveKit.Keys;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Health;

namespace VideoWall.WebFront.Settings;

/// <summary>
/// Reads the settings of docs/operations.md. All faults are collected, each naming the setting and the cure, so that an
/// operator mends them in one go.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    /// <summary>First segments of our own addresses.</summary>
    static readonly HashSet<string> OwnPaths = new(
        ["admin", "api", "assets", "direct", "docs", "healthz", "hubs", "icon.svg", "j", "join", "livekit", "metrics", "openapi", "preflight", "readyz", "wall", "watch"],
        StringComparer.OrdinalIgnoreCase);

    readonly List<string> faults = [];

    /// <summary>What is wrong; empty when the program may start.</summary>
    public IReadOnlyList<string> Faults => faults;

    public void Fault(string fault) => faults.Add(fault);

    /// <summary>Null when the setting is missing or blank.</summary>
    public string? Text(string name) => configuration[name] is { } text && text.Trim().Length > 0 ? text.Trim() : null;

    /// <summary>As <see cref="Text"/>, or what the file holds that the setting <c>{name}_FILE</c> names, as orchestrators hand over secrets.</summary>
    public string? Secret(string name)
    {
        if (Text($"{name}_FILE") is not { } file)
        {
            return Text(name);
        }
        if (Text(name) is not null)
        {
            Fault($"{name} and {name}_FILE are both set: leave one of them unset.");
            return null;
        }
        try
        {
            if (File.ReadAllText(file).Trim() is { Length: > 0 } secret)
            {
                return secret;
            }
            Fault($"{name}_FILE names {file}, which is empty: write the secret into it.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Fault($"{name}_FILE names {file}, which cannot be read ({fault.Message}): name a file that this user may read.");
        }
        return null;
    }

    public int Number(string name, int least, int most, int normal)
    {
        if (Text(name) is not { } text)
        {
            return normal;
        }
        if (int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }
        Fault($"{name} is '{text}': write a whole number from {least} to {most}, or leave it unset for {normal}.");
        return normal;
    }

    /// <summary>False unless the setting says <c>true</c>.</summary>
    public bool Switch(string name)
    {
        if (Text(name) is not { } text)
        {
            return false;
        }
        if (!bool.TryParse(text, out var on))
        {
            Fault($"{name} is '{text}': write true or false, or leave it unset for false.");
        }
        return on;
    }

    public LogLevel LogLevel()
    {
        if (Text("LOG_LEVEL") is not { } text)
        {
            return Microsoft.Extensions.Logging.LogLevel.Information;
        }
        if (Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && !int.TryParse(text, out _) && level != Microsoft.Extensions.Logging.LogLevel.None)
        {
            return level;
        }
        Fault($"LOG_LEVEL is '{text}': write Trace, Debug, Information, Warning, Error or Critical.");
        return Microsoft.Extensions.Logging.LogLevel.Information;
    }

    /// <param name="keys">The pairs to use when the settings name none (kept in the data folder); null where they must be set.</param>
    public bool TryReadWebFront(Func<(string Key, string Secret)>? keys, [NotNullWhen(true)] out WebFrontSettings? settings)
    {
        var publicBase = PublicBase();
        var liveKit = LiveKit("LIVEKIT_URL");
        var liveKitPublic = LiveKit("LIVEKIT_PUBLIC_URL") ?? liveKit;
        CheckTogether(publicBase, liveKit, liveKitPublic);
        var cors = CorsOrigins();
        var pairs = Keys(keys, liveKit is not null);
        var access = new AccessOptions
        {
            AdminPassword = Secret("ADMIN_PASSWORD"),
            AdminApiKey = Secret("ADMIN_API_KEY"),
            SessionLife = TimeSpan.FromDays(Number("SESSION_DAYS", 1, 365, AccessOptions.DefaultSessionDays)),
            TrustedProxies = Text("TRUSTED_PROXIES"),
            FrameAncestors = Text("FRAME_ANCESTORS"),
            PublicBaseUrl = publicBase,
            LiveKitPublicUrl = liveKit is null || liveKitPublic is null ? null : new(liveKitPublic.WebSocket),
        };
        faults.AddRange(access.Validate());
        var otlp = OtlpExport.Read(this);
        var ice = IceSettings.Read(this);
        var guests = Number("MAX_GUESTS", 1, ServiceSettings.MostMaxGuests, ServiceSettings.UsualMaxGuests);
        settings = faults.Count == 0 ? new(publicBase, liveKit, liveKit is null ? null : liveKitPublic?.WebSocket, pairs!, access) { Otlp = otlp, CorsOrigins = cors, Ice = ice, MaxGuests = guests } : null;
        return settings is not null;
    }

    Uri? PublicBase()
    {
        const string name = "PUBLIC_BASE_URL";
        if (Text(name) is not { } text)
        {
            return null;
        }
        if (WebOrigin.Address(text) is not { Query.Length: 0, Fragment.Length: 0, UserInfo.Length: 0 } address)
        {
            Fault($"{name} is '{text}': write the address that people use, such as https://wall.example.org.");
            return null;
        }
        var segments = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Any(s => !s.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~')))
        {
            Fault($"{name} is '{text}': use letters, digits, '-', '_', '.' and '~' in its path, such as https://www.example.org/videowall.");
        }
        if (segments is [var first, ..] && OwnPaths.Contains(first))
        {
            // With a path like this nobody could tell whether a proxy had taken it away.
            Fault($"{name} is '{text}': /{first} is an address of VideoWall's own. Give what stands before it, or choose another path.");
        }
        return new(string.Join('/', [address.GetLeftPart(UriPartial.Authority), .. segments]) + "/");
    }

    // What each setting alone does not show.
    void CheckTogether(Uri? publicBase, LiveKitAddress? liveKit, LiveKitAddress? liveKitPublic)
    {
        if (liveKit is null && liveKitPublic is not null && Text("LIVEKIT_URL") is null)
        {
            Fault("LIVEKIT_PUBLIC_URL is set, LIVEKIT_URL is not: set that too, to LiveKit's address for this program, or unset both to go without a media server.");
        }
        if (publicBase is { Scheme: "https", IsLoopback: false } && liveKitPublic is { Http: { Scheme: "http", IsLoopback: false } })
        {
            Fault($"LIVEKIT_PUBLIC_URL is {(Text("LIVEKIT_PUBLIC_URL") is { } set ? $"'{set}'" : $"not set, LIVEKIT_URL is '{Text("LIVEKIT_URL")}'")}: "
                + "browsers connect pages of an https address (PUBLIC_BASE_URL) to wss:// only. Put LiveKit behind TLS, and write its address for browsers, such as wss://live.example.org.");
        }
    }

    string[] CorsOrigins()
    {
        var origins = new List<string>();
        foreach (var text in WebOrigin.Split(Text("CORS_ORIGINS")))
        {
            if (WebOrigin.Of(text) is { } origin)
            {
                origins.Add(origin);
            }
            else
            {
                Fault($"CORS_ORIGINS contains '{text}', which is no origin. List origins such as https://planning.example.org, without a path.");
            }
        }
        return [.. origins];
    }

    LiveKitAddress? LiveKit(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }
        if (!LiveKitAddress.TryParse(text, name, out var address, out var problem))
        {
            Fault(problem);
        }
        return address;
    }

    LiveKitKeys? Keys(Func<(string Key, string Secret)>? kept, bool hasLiveKit)
    {
        var (key, secret) = (Text("LIVEKIT_API_KEY"), Secret("LIVEKIT_API_SECRET"));
        if (key is null && secret is null)
        {
            if (hasLiveKit)
            {
                // A pair made here would be one that no LiveKit knows: every church would be refused, and nobody would know why.
                Fault("LIVEKIT_URL is set, LIVEKIT_API_KEY and LIVEKIT_API_SECRET are not: set them to a pair of that LiveKit's `keys`.");
                return null;
            }
            if (kept is null)
            {
                Fault("LIVEKIT_API_KEY and LIVEKIT_API_SECRET are not set: in Production they must be, and match LiveKit's.");
                return null;
            }
            (key, secret) = kept();
        }
        if (!LiveKitKeys.TryParse(key, secret, out var keys, out var problem))
        {
            Fault(problem);
        }
        return keys;
    }
}
