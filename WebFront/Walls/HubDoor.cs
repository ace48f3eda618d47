using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.Walls;

/// <summary>Who may connect to which hub.</summary>
static class HubDoor
{
    /// <summary>Walls by their token; people and API keys that may read.</summary>
    public static void Walls(AuthorizationPolicyBuilder policy) => policy
        .AddAuthenticationSchemes(HubTokenHandler.Name, AccessSchemes.Caller)
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
