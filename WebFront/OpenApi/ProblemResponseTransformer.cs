using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.OpenApi;

/// <summary>Adds to every operation who may call it, and how it says no.</summary>
static class ProblemResponseTransformer
{
    const string Type = "application/problem+json";

    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        if (metadata.OfType<RoleRequired>().LastOrDefault() is { } needed)
        {
            operation.Security = [Scheme(DocumentTransformer.Cookie, context.Document), Scheme(DocumentTransformer.Bearer, context.Document)];
            operation.Description = string.Join("\n\n", ((string?[])[operation.Description, DocumentTransformer.RoleText(needed.Role)]).Where(t => !string.IsNullOrEmpty(t)));
            Add("401", "Not signed in, or an unknown key: `signed_out`, `key_unknown`.");
            Add("403", "Signed in without the role: `forbidden`; from another site: `cross_site`.");
        }
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 })
        {
            Add("400", "Something in the request is wrong: `invalid`, with `errors` where a field is at fault.");
        }
        Add("503", "The database does not answer: `unavailable`, nothing was changed; try again after `Retry-After`. Or `outcome_unknown`: it may have been done; look before you repeat it.");
        Add("default", "Any other refusal; `code` says which.");
        foreach (var (status, response) in operation.Responses)
        {
            // What endpoints announce as problems is described by the one schema too.
            if (response.Content is { } content && content.ContainsKey(Type))
            {
                content[Type] = Problem(context.Document, operation.OperationId == "importChurches" && status == "422" ? NamedSchemas.ImportProblem : NamedSchemas.Problem);
            }
        }
        return Task.CompletedTask;

        void Add(string status, string description)
        {
            if (!operation.Responses.ContainsKey(status))
            {
                operation.Responses[status] = new OpenApiResponse
                {
                    Description = description,
                    Content = new Dictionary<string, OpenApiMediaType> { [Type] = Problem(context.Document) },
                };
            }
        }
    }

    static OpenApiMediaType Problem(OpenApiDocument? document, string schema = NamedSchemas.Problem) => new() { Schema = new OpenApiSchemaReference(schema, document) };

    static OpenApiSecurityRequirement Scheme(string name, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(name, document)] = [] };
}
