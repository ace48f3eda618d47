using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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
    /// <remarks>
    /// A silo that stops takes no new pages: the balancer, or the page itself, tries the next one. One that came back
    /// after all were sent away would hold the stop up for as long as that may take.
    /// </remarks>
    public static void UseHubTokens(this IApplicationBuilder app)
    {
        var drain = app.ApplicationServices.GetRequiredService<IHubDrain>();
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        app.Use((http, next) =>
        {
            if (!http.Request.Path.StartsWithSegments("/hubs"))
            {
                return next(http);
            }
            if (drain.IsDraining || stopping.IsCancellationRequested)
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return Task.CompletedTask;
            }
            Carry(http.Request);
            return next(http);
        });
    }

    static void Carry(HttpRequest request)
    {
        if (request.Headers.Authorization.Count == 0 && request.Query["access_token"] is [{ Length: > 0 } token])
        {
            request.Headers.Authorization = $"Bearer {token}";
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WatchRequest))]
[JsonSerializable(typeof(WallBeat))]
[JsonSerializable(typeof(RawJson))]
sealed partial class HubJson : JsonSerializerContext;
