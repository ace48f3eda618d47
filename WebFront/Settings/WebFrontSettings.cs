using Microsoft.AspNetCore.Http;
using VideoWall.Domain.Services;
using VideoWall.LiveKit.Api;
using VideoWall.LiveKit.Keys;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.Settings;

/// <summary>What the web front needs to know; read and checked at start by <see cref="SettingsReader"/>.</summary>
/// <param name="PublicBaseUrl">Address that people use, with a slash at its end; null: from the request.</param>
/// <param name="LiveKit">LiveKit for the server; null without a media server.</param>
/// <param name="LiveKitPublicUrl">LiveKit for browsers (ws or wss); null without a media server.</param>
/// <param name="Keys">Pairs that sign tokens and verify webhooks.</param>
/// <param name="Access">Who may come in, and from where.</param>
public sealed record WebFrontSettings(
    Uri? PublicBaseUrl, LiveKitAddress? LiveKit, string? LiveKitPublicUrl, LiveKitKeys Keys, AccessOptions Access)
{
    /// <summary>The path of <see cref="PublicBaseUrl"/>, below which everything is served; empty at the root of its address.</summary>
    public PathString PathBase { get; } = new(PublicBaseUrl?.AbsolutePath.TrimEnd('/'));

    /// <summary>Origins whose pages may call the API with a key or a token; none: only our own.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Where metrics and traces are sent; null: nowhere.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>What helps browsers to reach each other where there is no LiveKit.</summary>
    public IceSettings Ice { get; init; } = IceSettings.None;

    /// <summary>How many guests a service takes unless its own setting says otherwise.</summary>
    public int MaxGuests { get; init; } = ServiceSettings.UsualMaxGuests;

    /// <summary>Version of the program, for people.</summary>
    public string Version { get; init; } = typeof(WebFrontSettings).Assembly.GetName().Version?.ToString(3) ?? "0";
}
