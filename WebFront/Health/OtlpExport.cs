using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using VideoWall.WebFront.Settings;

namespace VideoWall.WebFront.Health;

/// <summary>
/// Metrics and traces sent to a collector. By itself, so that a program that sends nothing does not load what sends. The library
/// reads its settings itself (<c>OTEL_*</c>); here they are only checked, because it would pass over a wrong one in silence.
/// </summary>
static class OtlpExport
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Sources of spans beside the web server's: this program's own, and Orleans' for calls of grains.</summary>
    static readonly string[] Sources = [Tracing.SourceName, Tracing.SourceName + ".Journal", "Microsoft.Orleans.Application"];

    /// <returns>The collector's address; null where none is set, or a fault was added.</returns>
    public static Uri? Read(SettingsReader reader)
    {
        if (reader.Text(Protocol) is { } protocol and not ("grpc" or "http/protobuf"))
        {
            reader.Fault($"{Protocol} is '{protocol}': write grpc or http/protobuf, or leave it unset for grpc.");
        }
        if (reader.Text(Endpoint) is not { } text)
        {
            return null;
        }
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }
        reader.Fault($"{Endpoint} is '{text}': write the collector's address, such as http://collector:4317, or leave it unset to send nothing.");
        return null;
    }

    public static void Add(IServiceCollection services) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.Clear()
            .AddService("videowall", serviceVersion: WallMetrics.Version).AddTelemetrySdk().AddEnvironmentVariableDetector())
        .WithMetrics(recording => recording.AddOtlpExporter())
        .WithTracing(tracing => tracing.AddSource(Sources).AddAspNetCoreInstrumentation(o => o.Filter = IsWorthATrace).AddOtlpExporter());

    /// <summary>
    /// The API and the webhook door. Pages are not: the address of one may hold a church's personal key, which no collector should
    /// learn; values in a query the library leaves out by itself.
    /// </summary>
    internal static bool IsWorthATrace(HttpContext http) => http.Request.Path.StartsWithSegments("/api") || http.Request.Path == "/livekit/webhook";
}
