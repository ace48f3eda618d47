using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Access.Accounts;

namespace VideoWall.WebFront.OpenApi;

/// <summary>What the document says beside its operations.</summary>
static class DocumentTransformer
{
    public const string Cookie = "cookie";
    public const string Bearer = "apiKey";
    public const string Problem = "Problem";

    public static Task Complete(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new()
        {
            Title = "VideoWall",
            Version = "1",
            Description = "Many churches on one video wall. Times are ISO 8601 UTC, ids are opaque, clients ignore what they do not know. "
                + "Every refusal is a problem details object (RFC 9457) with a stable `code`.",
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers = [new() { Url = "/" }]; // wherever this document came from
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Cookie] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = SessionCookie.Name, Description = "Set by signIn.",
            },
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key: `vw_…` from createKey, or the setting ADMIN_API_KEY.",
            },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Problem] = ProblemSchema();
        return Task.CompletedTask;
    }

    public static string RoleText(Role role) => $"Needs the role `{Roles.NameOf(role)}` or one above it.";

    static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Problem details (RFC 9457). Some have more members, named with the call.",
        Required = new HashSet<string> { "status", "title", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("A URN made from the code."),
            ["title"] = Text("What is wrong, for people."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The HTTP status." },
            ["detail"] = Text("What to do about it, for people."),
            ["code"] = Text("What is wrong, for programs: stable."),
            ["errors"] = new OpenApiSchema
            {
                Description = "By field, where one is at fault; of importChurches, the list of its report.",
            },
        },
    };

    static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
