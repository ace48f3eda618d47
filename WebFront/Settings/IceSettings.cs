using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VideoWall.Simulation;

namespace VideoWall.WebFront.Settings;

/// <summary>Servers that help browsers to reach each other where pictures go directly; none are needed within one network.</summary>
/// <param name="Stun">Addresses such as <c>stun:stun.example.org:3478</c>.</param>
/// <param name="Turn">Addresses such as <c>turns:turn.example.org:443?transport=tcp</c>.</param>
/// <param name="TurnSecret">Shared with the TURN server, which checks passwords made of it (coturn's <c>use-auth-secret</c>).</param>
public sealed record IceSettings(ImmutableArray<string> Stun, ImmutableArray<string> Turn, string? TurnSecret)
{
    public static readonly IceSettings None = new([], [], null);

    /// <summary>TURN looks at a password when a way through is made and renewed: as long as the longest service.</summary>
    static readonly TimeSpan TurnLife = TimeSpan.FromHours(12);

    /// <summary>What a page gets, with a password of its own.</summary>
    public ImmutableArray<IceServer> For(string identity, DateTimeOffset now)
    {
        var servers = ImmutableArray.CreateBuilder<IceServer>();
        if (!Stun.IsEmpty)
        {
            servers.Add(new(Stun));
        }
        if (!Turn.IsEmpty)
        {
            // draft-uberti-behave-turn-rest-00, section 2.2: the name tells until when, the password proves it.
            var name = string.Create(CultureInfo.InvariantCulture, $"{(now + TurnLife).ToUnixTimeSeconds()}:{identity}");
            servers.Add(new(Turn, name, Password(name)));
        }
        return servers.ToImmutable();
    }

    [SuppressMessage("Security", "CA5350", Justification = "TURN servers check this password with SHA-1 and nothing else.")]
    string Password(string name) => Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(TurnSecret!), Encoding.UTF8.GetBytes(name)));

    /// <summary>Reads <c>STUN_URLS</c>, <c>TURN_URLS</c> and <c>TURN_SECRET</c>.</summary>
    internal static IceSettings Read(SettingsReader reader)
    {
        var (stun, turn, secret) = (Urls(reader, "STUN_URLS", "stun", "stuns"), Urls(reader, "TURN_URLS", "turn", "turns"), reader.Secret("TURN_SECRET"));
        if (!turn.IsEmpty && secret is null)
        {
            reader.Fault("TURN_URLS is set, TURN_SECRET is not: set it to the TURN server's shared secret (coturn: static-auth-secret).");
        }
        return new(stun, turn, secret);
    }

    static ImmutableArray<string> Urls(SettingsReader reader, string name, params string[] schemes)
    {
        var urls = WebOrigin.Split(reader.Text(name)).ToImmutableArray();
        foreach (var url in urls.Where(u => !schemes.Any(s => IsUrl(u, s))))
        {
            reader.Fault($"{name} contains '{url}': list addresses such as {schemes[0]}:{schemes[0]}.example.org:3478.");
        }
        return urls;
    }

    // RFC 7064 and 7065: scheme, host, port, and with TURN how it is reached.
    static bool IsUrl(string url, string scheme) =>
        url.StartsWith(scheme + ":", StringComparison.Ordinal)
        && Uri.TryCreate("https://" + url[(scheme.Length + 1)..], UriKind.Absolute, out var parts)
        && parts is { Host.Length: > 0, AbsolutePath: "/", UserInfo.Length: 0, Fragment.Length: 0 }
        && (parts.Query is "" || (scheme.StartsWith("turn", StringComparison.Ordinal) && parts.Query is "?transport=udp" or "?transport=tcp"));
}
