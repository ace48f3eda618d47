using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Health;

/// <summary><c>GET /metrics</c>. It names no church, service or address, so it asks for no key.</summary>
static class MetricsApi
{
    /// <param name="otlp">Where metrics and traces go by themselves; null: nowhere.</param>
    public static void AddWallMetrics(this IServiceCollection services, Uri? otlp = null)
    {
        services.AddRecording();
        if (otlp is not null)
        {
            OtlpExport.Add(services);
        }
        services.AddSingleton(p =>
        {
            p.GetRequiredService<MeterProvider>(); // listens before the first number
            var metrics = ActivatorUtilities.CreateInstance<WallMetrics>(p);
            var relays = p.GetRequiredService<Relays>();
            metrics.Walls(() => [.. relays.All.SelectMany(relay => relay.Walls.Mine).Select(wall => wall.Status)]);
            return metrics;
        });
    }

    /// <summary>Records what <see cref="MetricViews"/> names, for Prometheus to ask for.</summary>
    public static OpenTelemetryBuilder AddRecording(this IServiceCollection services)
    {
        services.ConfigureOpenTelemetryMeterProvider((provider, recording) =>
        {
            var mine = provider.GetRequiredService<IMeterFactory>();
            recording.AddView(instrument => MetricViews.Of(instrument, mine));
        });
        return services.AddMetrics().AddOpenTelemetry().WithMetrics(recording => recording.AddMeter(MetricViews.Meters).AddPrometheusExporter(o =>
        {
            o.ScopeInfoEnabled = o.TargetInfoEnabled = false; // they would be labels of every series, and tell nothing here
            o.ScrapeResponseCacheDurationMilliseconds = 0;
        }));
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

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        var scrape = Scrape(routes.CreateApplicationBuilder());
        routes.MapGet("/metrics", async (HttpContext http) =>
        {
            await scrape(http);
            return Results.Empty;
        }).AllowAnonymous().WithTags("Health").WithName("metrics").WithSummary("Prometheus text").Produces<string>(contentType: "text/plain");
    }

    /// <summary>Answers with everything known now in Prometheus' text format 0.0.4, whatever else is asked for: names and labels are the same for all.</summary>
    internal static RequestDelegate Scrape(IApplicationBuilder pipeline) => pipeline.Use((http, next) =>
    {
        http.Request.Headers.Accept = "text/plain;version=0.0.4";
        return next(http);
    }).UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true).Build();
}
