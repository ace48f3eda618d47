using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace VideoWall.WebFront.OpenApi;

/// <summary>Says of texts that they are texts: of a type with a converter of its own (Errors/TextConverter.cs) the framework tells nothing.</summary>
static class TextTransformer
{
    public static Task Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type == typeof(string))
        {
            schema.Type = JsonSchemaType.String | (context.JsonPropertyInfo is { IsGetNullable: true } ? JsonSchemaType.Null : 0);
        }
        else if (typeof(IEnumerable<string>).IsAssignableFrom(Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type))
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        }
        return Task.CompletedTask;
    }
}
