using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Health;

/// <summary><c>GET /metrics</c>. It names no church, service or address, so it asks for no key.</summary>
static class MetricsApi
{
    public static void AddWallMetrics(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<MetricsText>().AddHostedService(p => p.GetRequiredService<MetricsText>());
        services.AddSingleton(p =>
        {
            p.GetRequiredService<MetricsText>(); // listens before the first number
            var metrics = ActivatorUtilities.CreateInstance<WallMetrics>(p);
            var relays = p.GetRequiredService<Relays>();
            metrics.Walls(() => [.. relays.All.SelectMany(relay => relay.Walls.Mine).Select(wall => wall.Status)]);
            return metrics;
        });
    }

    /// <summary>Counts failed answers; first of all, so that it sees them as callers do.</summary>
    public static void UseWallMetrics(this WebApplication app)
    {
        var metrics = app.Services.GetRequiredService<WallMetrics>();
        app.Use(async (http, next) =>
        {
            await next(http);
            metrics.Answered(http.Response.StatusCode);
        });
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", (MetricsText metrics, WallMetrics _) => Results.Text(metrics.Write(), "text/plain; version=0.0.4", System.Text.Encoding.UTF8))
            .AllowAnonymous().WithTags("Health").WithName("metrics").WithSummary("Prometheus text").Produces<string>(contentType: "text/plain");
}
