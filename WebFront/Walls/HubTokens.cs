using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VideoWall.Domain;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.Walls;

/// <summary>What a hub token lets its holder do: be one wall, or one church, of one service.</summary>
/// <param name="Subject">The wall's id, or the church's.</param>
/// <param name="Key">The key that it was issued for: the wall link's, or a church's personal link's. Empty for who came by code.</param>
public sealed record HubPass(string Kind, ServiceId Service, string Subject, int Screen, string Key = "")
{
    public const string Wall = "wall";
    public const string Church = "church";

    /// <summary>The personal link behind it; null without one.</summary>
    internal Credential? Link => Kind == Church && Key.Length > 0 ? new(CredentialKind.Link, Key) : null;
}

/// <summary>
/// Tokens for the hubs: encrypted with the keys that all nodes share, good for twelve hours, and not longer than what they were
/// issued for (<see cref="Relay.Opens"/>).
/// </summary>
public sealed class HubTokens(IDataProtectionProvider protection)
{
    /// <summary>How every hub token begins; no API key of ours does.</summary>
    public const string Prefix = "hub_";

    static readonly TimeSpan Life = TimeSpan.FromHours(12);

    readonly ITimeLimitedDataProtector protector = protection.CreateProtector("VideoWall.HubToken.v2").ToTimeLimitedDataProtector();

    public string Issue(HubPass pass) => Prefix + protector.Protect($"{pass.Kind}\n{pass.Service}\n{pass.Screen}\n{pass.Key}\n{pass.Subject}", Life);

    /// <summary>Null when the token is not ours, was changed, or is over.</summary>
    public HubPass? Read(string token)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }
        try
        {
            var parts = protector.Unprotect(token[Prefix.Length..]).Split('\n', 5);
            return new(parts[0], new(parts[1]), parts[4], int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture), parts[3]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Authenticates hub connections by hub token, sent as a bearer token or as <c>access_token</c>.</summary>
sealed class HubTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, HubTokens tokens, PassCheck check)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "HubToken";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Context) is not { } token || tokens.Read(token) is not { } pass)
        {
            return AuthenticateResult.NoResult();
        }
        return await check.Opens(pass, Context.RequestAborted)
            ? AuthenticateResult.Success(new(new(new Identity(pass)), Name))
            : AuthenticateResult.Fail("It was withdrawn.");
    }

    /// <summary>Whether a request carries a hub token, valid or over, rather than an API key.</summary>
    public static bool IsHubToken(HttpContext http) => TokenOf(http)?.StartsWith(HubTokens.Prefix, StringComparison.Ordinal) ?? false;

    /// <summary>The bearer token of a request, whosesoever it is.</summary>
    public static string? TokenOf(HttpContext http)
    {
        const string bearer = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) ? header[bearer.Length..] : null;
    }

    /// <summary>The hub pass of a connection; null for people and API keys.</summary>
    public static HubPass? PassOf(ClaimsPrincipal? user) => user?.Identities.OfType<Identity>().FirstOrDefault()?.Pass;

    /// <summary>Without claims: a hall has thousands of these, and nobody asks them anything else.</summary>
    sealed class Identity(HubPass pass) : ClaimsIdentity(HubTokenHandler.Name)
    {
        public HubPass Pass => pass;
    }
}
