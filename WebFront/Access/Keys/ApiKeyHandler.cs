using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VideoWall.WebFront.Access.Limits;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access.Keys;

/// <summary>Believes callers with an API key.</summary>
sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeys keys, FailureLimits limits)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    const string Bearer = "Bearer ";
    TimeSpan? retryAfter;

    /// <summary>The key that the request carries; null when it carries none.</summary>
    public static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return header[Bearer.Length..].Trim();
        }
        // A browser cannot set headers on a WebSocket; SignalR's clients send the token in the address.
        return request.Path.StartsWithSegments("/hubs") && request.Query["access_token"].ToString() is { Length: > 0 } token ? token : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOf(Request) is not { } key)
        {
            return AuthenticateResult.NoResult();
        }
        // A right key is never held up: it cannot be guessed, and others at its address may be doing anything.
        if (await keys.Find(key) is var (caller, id))
        {
            var credential = id is null ? null : new Credential(CredentialKind.ApiKey, id);
            return AuthenticateResult.Success(new(caller.Principal(AccessSchemes.Key, credential), AccessSchemes.Key));
        }
        var origin = Origin.Of(Context.Connection.RemoteIpAddress);
        if (!limits.ApiKeys.TryEnter(origin, FailureLimits.Everything, out var wait))
        {
            retryAfter = wait;
        }
        else
        {
            limits.ApiKeys.Failed(origin, FailureLimits.Everything);
        }
        return AuthenticateResult.Fail("unknown key");
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        Response.Headers.WWWAuthenticate = "Bearer";
        await (retryAfter is { } wait ? Problems.TooManyTries(wait)
            : result.Failure is not null ? AccessProblems.KeyUnknown()
            : AccessProblems.SignedOut()).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AccessProblems.Forbidden(Context).ExecuteAsync(Context);
}
