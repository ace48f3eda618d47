using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace VideoWall.WebFront.OpenApi;

/// <summary>The contract in the form that programs read (OpenAPI 3.1, made from the endpoints themselves), and as a page for people.</summary>
public static class OpenApiSetup
{
    const string Document = "v1";

    /// <summary>Where the page is.</summary>
    public const string Page = "/docs";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.AddOutputCache().AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = SchemaTransformer.NameOf;
        options.AddSchemaTransformer(SchemaTransformer.Complete);
        options.AddSchemaTransformer(TextTransformer.Complete);
        options.AddDocumentTransformer(DocumentTransformer.Complete);
        options.AddOperationTransformer(QueryTypeTransformer.Complete);
        options.AddOperationTransformer(IdempotencyKeyTransformer.Complete);
        options.AddOperationTransformer(ProblemResponseTransformer.Complete);
        options.AddOperationTransformer(ExampleTransformer.Complete);
    });

    /// <summary>After routing, before the endpoints.</summary>
    public static IApplicationBuilder UseOpenApiCache(this IApplicationBuilder app) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/openapi"), document => document.UseOutputCache());

    public static void MapOpenApiDocument(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi($"/openapi/{Document}.json").CacheOutput(cache => cache.AddPolicy<MadeOnce>(), excludeDefaultPolicy: true);
        endpoints.MapScalarApiReference(Page, (page, http) => page
            .WithTitle("VideoWall's API")
            .AddDocument(Document, routePattern: $"/openapi/{Document}.json")
            .WithNonce() // told by SecurityHeadersMiddleware
            // A hall may have no way to the internet: nothing is fetched from, or told to, anybody else.
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton()
            .WithFavicon($"{http.Request.PathBase}/icon.svg"));
    }
}
