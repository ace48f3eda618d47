using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.OpenApi;

/// <summary>Schemas that say what is promised, where those made from the serializer say what it would put up with, or nothing at all.</summary>
static class SchemaTransformer
{
    public static Task Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (IsGiven(type))
        {
            type = type.GetGenericArguments()[0];
            schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        }
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
        {
            schema.Type ??= JsonSchemaType.String | (type == typeof(DateTimeOffset) ? 0 : JsonSchemaType.Null);
            schema.Format = "date-time";
        }
        // Numbers in quotation marks are read too; clients that are generated shall send numbers, and expect them.
        if (schema.Type is { } either && (either & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            schema.Type = either & ~JsonSchemaType.String;
            schema.Pattern = null;
        }
        return Task.CompletedTask;
    }

    /// <summary>What may be left out is described where it stands, as what it is when given.</summary>
    public static string? NameOf(JsonTypeInfo type) => IsGiven(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    static bool IsGiven(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Given<>);
}
