using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace VideoWall.WebFront.OpenApi;

/// <summary>The true types of query parameters that endpoints take as text and read by themselves (Errors/QueryField.cs).</summary>
static class QueryTypeTransformer
{
    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query))
        {
            parameter.Schema = parameter.Name switch
            {
                "limit" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1", Default = JsonValue.Create(50) },
                "header" => new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(true) },
                "dryRun" => new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) },
                "absent" => new OpenApiSchema { Type = JsonSchemaType.Boolean },
                _ => parameter.Schema,
            };
        }
        return Task.CompletedTask;
    }
}
