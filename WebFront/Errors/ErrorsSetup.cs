using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VideoWall.Domain;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Errors;

/// <summary>Every refusal and every fault leaves as problem details (RFC 9457).</summary>
public static class ErrorsSetup
{
    /// <summary>The largest body of a call that takes JSON, in bytes.</summary>
    public const int LargestBody = 64 * 1024;

    /// <summary>The same of a call that anybody may make: a thousand strangers who never finish cost eight megabytes.</summary>
    public const int StrangersBody = 8 * 1024;

    public static IServiceCollection AddErrors(this IServiceCollection services)
    {
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.TryAddSingleton<DatabaseOutage>();
        // In every environment, so that refusals of the framework reach the one place that words them.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            options.SerializerOptions.Converters.Add(new WireTimeConverter());
            options.SerializerOptions.TakeOnlyText();
        });
        return services;
    }

    /// <summary>Before everything that may fail.</summary>
    public static IApplicationBuilder UseErrors(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(_ => { });
        return app.UseStatusCodePages(StatusProblems.Write).Use(TextInQuery);
    }

    /// <summary>Texts that no store can keep are refused while they are read.</summary>
    public static void TakeOnlyText(this JsonSerializerOptions json) => json.Converters.Add(new TextConverter());

    // As TextConverter does for bodies. Paths need no door: Kestrel refuses U+0000 there.
    static Task TextInQuery(HttpContext http, RequestDelegate next)
    {
        if (http.Request.QueryString.HasValue)
        {
            foreach (var (field, values) in http.Request.Query)
            {
                if (!Texts.IsText(field) || !values.All(v => Texts.IsText(v)))
                {
                    return BadRequestProblems.NotText(Texts.Clean(field)).ExecuteAsync(http);
                }
            }
        }
        return next(http);
    }

    /// <summary>
    /// Refuses a body that announces more than its endpoint takes, before a byte of it is read, and lets the server read it away
    /// (Kestrel drains for at most five seconds). Refused while being read, it would end the connection in the middle of the upload,
    /// and the sender would see a reset in place of the answer. Stands after routing, which sets the endpoint's limit.
    /// </summary>
    public static IApplicationBuilder UseBodyLimits(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (!(http.Request.ContentLength > limit?.MaxRequestBodySize))
        {
            return next(http);
        }
        limit.MaxRequestBodySize = null;
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge; // worded by StatusProblems
        return Task.CompletedTask;
    });

    /// <summary>Refuses larger bodies with 413.</summary>
    public static TBuilder LimitBody<TBuilder>(this TBuilder builder, long bytes = LargestBody)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new BodyLimit(bytes));

    // RequestSizeLimitAttribute would do, and bring all of MVC into memory.
    sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
