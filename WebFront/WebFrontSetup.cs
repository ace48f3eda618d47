using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Grains.Interfaces;
using VideoWall.LiveKit.Api;
using VideoWall.LiveKit.Tokens;
using VideoWall.LiveKit.Webhooks;
using VideoWall.Simulation;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Access.Limits;
using VideoWall.WebFront.Access.Middleware;
using VideoWall.WebFront.Churches;
using VideoWall.WebFront.Direct;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Idempotency;
using VideoWall.WebFront.Joining;
using VideoWall.WebFront.Media;
using VideoWall.WebFront.OpenApi;
using VideoWall.WebFront.Pages;
using VideoWall.WebFront.Processes;
using VideoWall.WebFront.Registry;
using VideoWall.WebFront.Services;
using VideoWall.WebFront.Services.Attendance;
using VideoWall.WebFront.Settings;
using VideoWall.WebFront.Simulation;
using VideoWall.WebFront.Sockets;
using VideoWall.WebFront.Walls;
using VideoWall.WebFront.Webhooks;

namespace VideoWall.WebFront;

/// <summary>
/// The web front as a whole. A silo adds it to its services beside the grains and the ports it needs (<see cref="IListings"/>,
/// <see cref="IDocuments"/>, <see cref="IIdempotencyKeys"/>, <see cref="IStoreHealth"/>, <see cref="IProcesses"/>, <see cref="ISimulationPlace"/>), then maps it.
/// </summary>
public static class WebFrontSetup
{
    public static IServiceCollection AddWebFront(this IServiceCollection services, WebFrontSettings settings)
    {
        services.AddSingleton(settings).AddSingleton(settings.Keys);
        services.AddSingleton<AccessTokens>().AddSingleton<TokenReader>().AddSingleton<WebhookVerifier>();
        services.AddSingleton<RoomIndex>().AddSingleton<SignalBatches>().AddSingleton<ServiceLinks>().AddSingleton<HubTokens>().AddSingleton<JoinLimits>();
        services.AddSingleton<Relays>().AddSingleton<IRelays>(p => p.GetRequiredService<Relays>()).AddHostedService(p => p.GetRequiredService<Relays>());
        services.AddSingleton<HubDrain>().AddSingleton<IHubDrain>(p => p.GetRequiredService<HubDrain>());
        services.AddSingleton<HubGuard>().AddSingleton<PassCheck>();
        services.AddRooms(settings);
        services.AddAccess(settings.Access).AddSingleton(new PublicAddress(settings.PublicBaseUrl));
        services.AddErrors();
        services.AddCors();
        services.AddIdempotencyKeys();
        services.AddWallMetrics(settings.Otlp);
        services.AddRegistry();
        services.AddOpenApiDocument();
        services.AddHubDoor();
        services.Configure<KestrelServerOptions>(ConnectionUpgrade.Offer);
        services.AddHubRefusals();
        services.AddSignalR(o =>
        {
            o.EnableDetailedErrors = false;
            o.MaximumReceiveMessageSize = 8 * 1024; // pages only ask and report; the largest message is a beat
            o.AddFilter<HubRefusals>();
        }).AddJsonProtocol(o =>
        {
            o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, HubJson.Default);
            o.PayloadSerializerOptions.TakeOnlyText();
        })
            .Services.AddSingleton<HubLifetimeManager<WallHub>, WallConnections>();
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ServiceJson.Default);
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, JoiningJson.Default);
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ProcessJson.Default);
        });
        return services;
    }

    public static void UseWebFront(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<WebFrontSettings>();
        app.UseWallMetrics();
        app.UseTrustedProxies();
        app.UseSubPath(settings.PathBase);
        app.UseHeadAsGet();
        app.UseSecurityHeaders();
        app.UseCrossOrigin(settings.CorsOrigins);
        app.UseErrors();
        app.UsePageFiles();
        app.UseWebSockets(HubHandshake.KeepAlive);
        app.UseRouting();
        app.UseHubTokens();
        app.UseAccess();
        app.UseBodyLimits();
        app.UseBodyWaits();
        app.UseIdempotencyKeys();
        app.UseOpenApiCache();
        app.MapHealth();
        app.MapMetrics();
        app.MapProcesses();
        app.MapWebhooks();
        app.MapAccess();
        app.MapSignOutEverybody();
        app.MapJoin();
        app.MapLeave();
        app.MapWall();
        var api = app.MapServices();
        api.MapActions();
        api.MapRosters();
        api.MapAttendance();
        api.MapSimulations();
        app.MapRegistry();
        app.MapOpenApiDocument();
        app.MapDirect();
        app.MapLateHub<WallHub>("/hubs/wall").RequireAuthorization(HubDoor.Walls);
        app.MapLateHub<ChurchHub>("/hubs/church").RequireAuthorization(HubDoor.Churches);
        app.MapPages();
    }

    static void AddRooms(this IServiceCollection services, WebFrontSettings settings)
    {
        if (settings.LiveKit is { } address)
        {
            services.AddLiveKit(address);
        }
        else
        {
            services.AddSimulation();
            services.AddSingleton<DirectPictures>().AddSingleton<DirectDoor>();
            services.AddSingleton(p => new LiveKitHealth(null, p.GetRequiredService<TimeProvider>()));
        }
        services.AddHostedService(p => p.GetRequiredService<LiveKitHealth>());
    }

    // By itself, so that a hall without LiveKit does not load the HTTP client.
    static void AddLiveKit(this IServiceCollection services, LiveKitAddress address)
    {
        services.AddHttpClient("livekit"); // its client has a limit of its own
        services.AddSingleton(p => new RoomServiceClient(
            p.GetRequiredService<IHttpClientFactory>().CreateClient("livekit"), address, p.GetRequiredService<AccessTokens>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new LiveKitHealth(p.GetRequiredService<RoomServiceClient>(), p.GetRequiredService<TimeProvider>()));
    }
}
