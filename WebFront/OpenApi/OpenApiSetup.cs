using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace VideoWall.WebFront.OpenApi;

/// <summary>The contract in the form that programs read: OpenAPI 3.1, made from the endpoints themselves.</summary>
public static class OpenApiSetup
{
    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer(Frame.Complete);
        options.AddOperationTransformer(Refusals.Complete);
        options.AddOperationTransformer(Examples.Complete);
    });

    public static void MapOpenApiDocument(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapOpenApi("/openapi/{documentName}.json");
}
