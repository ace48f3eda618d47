using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Media;

namespace VideoWall.WebFront.Health;

/// <param name="Status"><c>ready</c>, <c>degraded</c> or <c>unready</c>.</param>
public sealed record ReadyBody(string Status, IReadOnlyDictionary<string, ReadyPart> Parts);

/// <param name="State"><c>ok</c>, <c>degraded</c>, <c>failed</c> or <c>off</c>.</param>
/// <param name="Reason">What is wrong and what to do; null when well.</param>
public sealed record ReadyPart(string State, string? Reason = null);

/// <summary>A host's own part of readiness, such as its cluster.</summary>
public interface IReadyPart
{
    string Name { get; }

    ReadyPart Check();
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReadyBody))]
sealed partial class HealthJson : JsonSerializerContext;

/// <summary>Liveness and readiness.</summary>
static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("ok\n")).AllowAnonymous().WithTags("Health").WithName("healthz").WithSummary("The process lives").Produces<string>(StatusCodes.Status200OK, "text/plain");
        foreach (var (path, name) in new[] { ("/readyz", "readyz"), ("/api/health", "apiHealth"), ("/api/healthz", "apiHealthz") })
        {
            routes.MapGet(path, Ready).AllowAnonymous().WithTags("Health").WithName(name).WithSummary("Whether it can serve, part by part").Produces<ReadyBody>();
        }
    }

    static async Task<IResult> Ready(IStoreHealth store, LiveKitHealth liveKit, IEnumerable<IReadyPart> more, HttpContext http)
    {
        var parts = new Dictionary<string, ReadyPart>();
        var database = await store.Check(http.RequestAborted);
        parts["database"] = database is null ? new("ok") : new("failed", database);
        parts["migrations"] = database is null ? await Migrations(store, http.RequestAborted) : new("failed", "The database is away.");
        parts["livekit"] = !liveKit.IsConfigured ? new("off", "No media server: LIVEKIT_URL is not set.")
            : liveKit.Reason is { } reason ? new("degraded", reason) : new("ok");
        foreach (var part in more)
        {
            parts[part.Name] = part.Check();
        }
        var failed = parts.Values.Any(p => p.State == "failed");
        var status = failed ? "unready" : parts.Values.Any(p => p.State == "degraded") ? "degraded" : "ready";
        return TypedResults.Json(
            new ReadyBody(status, parts), HealthJson.Default.ReadyBody, statusCode: failed ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    static async Task<ReadyPart> Migrations(IStoreHealth store, CancellationToken cancellation)
    {
        try
        {
            var (applied, current) = await store.Migrations(cancellation);
            return current ? new("ok") : new("failed", $"The database is at migration {applied}; restart this program to bring it up to date.");
        }
        catch (JournalUnavailableException)
        {
            return new("failed", "The database is away.");
        }
    }
}
