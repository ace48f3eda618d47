using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.Walls;

/// <summary>Who may connect to which hub.</summary>
static class HubDoor
{
    const string Scheme = "hub";

    /// <summary>A hub token is never tried as an API key: it would count as a wrong one.</summary>
    public static void AddHubDoor(this IServiceCollection services) => services.AddAuthentication()
        .AddScheme<AuthenticationSchemeOptions, HubTokenHandler>(HubTokenHandler.Name, null)
        .AddPolicyScheme(Scheme, null, o => o.ForwardDefaultSelector = http => HubTokenHandler.IsHubToken(http) ? HubTokenHandler.Name : AccessSchemes.Caller);

    /// <summary>Walls by their token; people and API keys that may read.</summary>
    public static void Walls(AuthorizationPolicyBuilder policy) => policy
        .AddAuthenticationSchemes(Scheme)
        .RequireAssertion(c => HubTokenHandler.PassOf(c.User) is { } pass ? pass.Kind == HubPass.Wall : Caller.Of(c.User) is not null);

    public static void Churches(AuthorizationPolicyBuilder policy) => policy
        .AddAuthenticationSchemes(HubTokenHandler.Name)
        .RequireAssertion(c => HubTokenHandler.PassOf(c.User)?.Kind == HubPass.Church);

    /// <summary>
    /// Browsers cannot set headers on WebSockets, so SignalR sends the token as <c>access_token</c>; from here on it is
    /// a bearer token like any other.
    /// </summary>
    public static void UseHubTokens(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/hubs") && http.Request.Headers.Authorization.Count == 0
            && http.Request.Query["access_token"] is [{ Length: > 0 } token])
        {
            http.Request.Headers.Authorization = $"Bearer {token}";
        }
        return next(http);
    });
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WatchRequest))]
[JsonSerializable(typeof(WallBeat))]
[JsonSerializable(typeof(RawJson))]
sealed partial class HubJson : JsonSerializerContext;
