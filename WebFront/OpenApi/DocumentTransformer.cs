using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Access.Accounts;

namespace VideoWall.WebFront.OpenApi;

/// <summary>What the document says beside its operations.</summary>
static class DocumentTransformer
{
    public const string Cookie = "cookie";
    public const string Bearer = "apiKey";

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
        document.Servers = [new() { Url = context.ApplicationServices.GetRequiredService<PublicAddress>().Base?.AbsolutePath ?? "/" }]; // wherever this document came from
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Cookie] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = SessionCookie.Name, Description = "Set by signIn; with TLS its name is `__Host-vw_session`.",
            },
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key: `vw_…` from createKey, or the setting ADMIN_API_KEY.",
            },
        };
        NamedSchemas.AddTo(document);
        return Task.CompletedTask;
    }

    public static string RoleText(Role role) => $"Needs the role `{Roles.NameOf(role)}` or one above it.";
}
