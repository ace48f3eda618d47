using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
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
        var publicBase = Address("PUBLIC_BASE_URL");
        var liveKit = LiveKit("LIVEKIT_URL");
        var liveKitPublic = LiveKit("LIVEKIT_PUBLIC_URL") ?? liveKit;
        var pairs = Keys(keys, liveKit is not null);
        var access = new AccessOptions
        {
            AdminPassword = Secret("ADMIN_PASSWORD"),
            AdminApiKey = Secret("ADMIN_API_KEY"),
            TrustedProxies = Text("TRUSTED_PROXIES"),
            FrameAncestors = Text("FRAME_ANCESTORS"),
            PublicBaseUrl = publicBase,
            LiveKitPublicUrl = liveKit is null || liveKitPublic is null ? null : new(liveKitPublic.WebSocket),
        };
        faults.AddRange(access.Validate());
        var otlp = OtlpExport.Read(this);
        settings = faults.Count == 0 ? new(publicBase, liveKit, liveKit is null ? null : liveKitPublic?.WebSocket, pairs!, access) { Otlp = otlp } : null;
        return settings is not null;
    }

    Uri? Address(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0 && uri.Fragment.Length == 0)
        {
            return new(uri.AbsoluteUri.TrimEnd('/') + "/");
        }
        Fault($"{name} is '{text}': write the address that people use, such as https://wall.example.org.");
        return null;
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
