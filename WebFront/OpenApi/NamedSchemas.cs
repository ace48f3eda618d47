using Microsoft.OpenApi;

namespace VideoWall.WebFront.OpenApi;

/// <summary>Schemas of what no type of ours stands for.</summary>
static class NamedSchemas
{
    public const string Problem = "Problem";
    public const string ImportProblem = "ImportProblem";
    public const string LiveKitWebhook = "LiveKitWebhook";

    public static void AddTo(OpenApiDocument document)
    {
        document.Components ??= new();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Problem] = ProblemWith(
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object, Description = "By field, where one is at fault.", AdditionalProperties = List(Text()),
            });
        document.Components.Schemas[ImportProblem] = ProblemWith(
            List(Reference("ImportError", document)),
            ("rows", Number()), ("created", Number()), ("updated", Number()), ("unchanged", Number()),
            ("columns", List(Text())), ("mapping", Reference("ImportMapping", document)), ("sample", List(Reference("ImportSample", document))));
        document.Components.Schemas[LiveKitWebhook] = Record(
            "As LiveKit sends it (protobuf's JSON); more members may come.", ["event", "id"],
            ("event", Text("Such as `participant_joined`.")), ("id", Text("The same for a repeat.")), ("createdAt", Text("Seconds since 1970.")),
            ("room", Record(null, [], ("sid", Text()), ("name", Text()))),
            ("participant", Record(null, [], ("sid", Text()), ("identity", Text()), ("name", Text()), ("state", Text()), ("joinedAt", Text()))),
            ("track", Record(null, [], ("sid", Text()), ("type", Text()), ("source", Text()), ("muted", new OpenApiSchema { Type = JsonSchemaType.Boolean }))));
    }

    static OpenApiSchema ProblemWith(OpenApiSchema errors, params (string Name, IOpenApiSchema Schema)[] more) => Record(
        "Problem details (RFC 9457). Some have more members, named with the call.", ["status", "title", "code"],
        [
            ("type", Text("A URN made from the code.")), ("title", Text("What is wrong, for people.")),
            ("status", Number("The HTTP status.")), ("detail", Text("What to do about it, for people.")),
            ("code", Text("What is wrong, for programs: stable.")), ("errors", errors), .. more,
        ]);

    static OpenApiSchema Record(string? description, HashSet<string> required, params (string Name, IOpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object, Description = description, Required = required, Properties = members.ToDictionary(m => m.Name, m => m.Schema),
    };

    static OpenApiSchema List(IOpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    static OpenApiSchema Text(string? description = null) => new() { Type = JsonSchemaType.String, Description = description };

    static OpenApiSchema Number(string? description = null) => new() { Type = JsonSchemaType.Integer, Format = "int32", Description = description };

    static OpenApiSchemaReference Reference(string name, OpenApiDocument document) => new(name, document);
}
