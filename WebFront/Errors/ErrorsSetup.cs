using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace VideoWall.WebFront.Errors;

/// <summary>Every refusal and every fault leaves as problem details (RFC 9457).</summary>
public static class ErrorsSetup
{
    /// <summary>The largest body of a call that takes JSON, in bytes.</summary>
    public const int LargestBody = 64 * 1024;

    public static IServiceCollection AddErrors(this IServiceCollection services)
    {
        services.AddExceptionHandler<Faults>();
        // In every environment, so that refusals of the framework reach the one place that words them.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)));
        return services;
    }

    /// <summary>Before everything that may fail.</summary>
    public static IApplicationBuilder UseErrors(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(_ => { });
        return app.UseStatusCodePages(StatusProblems.Write);
    }

    /// <summary>Refuses larger bodies with 413.</summary>
    public static TBuilder LimitBody<TBuilder>(this TBuilder builder, long bytes = LargestBody)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new BodyLimit(bytes));

    // RequestSizeLimitAttribute would do, and bring all of MVC into memory.
    sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
