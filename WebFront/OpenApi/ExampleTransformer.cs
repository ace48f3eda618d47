using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace VideoWall.WebFront.OpenApi;

/// <summary>
/// Examples by operation id, from <c>examples.json</c> beside this file: <c>request</c> and <c>response</c>, and <c>csv</c> where the
/// answer may be asked for as that.
/// </summary>
static class ExampleTransformer
{
    static readonly Lazy<JsonObject> All = new(() =>
    {
        using var file = typeof(ExampleTransformer).Assembly.GetManifestResourceStream("VideoWall.WebFront.OpenApi.examples.json")
            ?? throw new InvalidOperationException("examples.json is not part of the assembly.");
        return JsonNode.Parse(file)!.AsObject();
    });

    public static IEnumerable<string> Operations => All.Value.Select(e => e.Key);

    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (operation.OperationId is { } id && All.Value[id] is JsonObject example)
        {
            if (example["requestType"]?.GetValue<string>() is { } type)
            {
                // A body that its endpoint reads itself, whatever its announced type.
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Content = new Dictionary<string, OpenApiMediaType> { [type] = new() { Schema = new OpenApiSchemaReference(NamedSchemas.LiveKitWebhook, context.Document) } },
                };
            }
            Give(operation.RequestBody?.Content, example["request"]);
            var success = operation.Responses?.FirstOrDefault(r => r.Key.StartsWith('2')).Value;
            Give(success?.Content, example["response"]);
            if (example["csv"] is { } csv && success?.Content is { } content)
            {
                content["text/csv"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = csv.DeepClone() };
            }
        }
        return Task.CompletedTask;
    }

    static void Give(IDictionary<string, OpenApiMediaType>? content, JsonNode? example)
    {
        foreach (var (_, media) in content ?? new Dictionary<string, OpenApiMediaType>())
        {
            media.Example = example?.DeepClone();
        }
    }
}
