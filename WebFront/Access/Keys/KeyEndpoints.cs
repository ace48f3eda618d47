using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VideoWall.Domain;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access.Keys;

sealed record KeyRequest(string? Name, Role? Role);

/// <param name="LastUsedAt">To the hour; null for never.</param>
sealed record KeyReply(string Id, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <param name="Key">The key itself: told this once.</param>
sealed record NewKeyReply(string Id, string Name, Role Role, string Key, DateTimeOffset CreatedAt);

sealed record KeyList(IReadOnlyList<KeyReply> Items);

/// <summary>API keys, for administrators.</summary>
static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder endpoints)
    {
        var keys = endpoints.MapGroup("/api/v1/keys").WithTags("API keys").RequireRole(Role.Admin).LimitBody();

        keys.MapGet("", List).WithName("listKeys").WithSummary("List the API keys").WithDescription("Newest first, without the keys themselves.");

        keys.MapPost("", Create).WithName("createKey").WithSummary("Make an API key")
            .WithDescription("The key is in this answer only; the server keeps its hash.")
            .Produces<NewKeyReply>(StatusCodes.Status201Created);

        keys.MapDelete("/{id}", Delete).WithName("deleteKey").WithSummary("Delete an API key")
            .WithDescription("It stops working at once here, and within two seconds on other servers. Connections opened with it end.")
            .Produces(StatusCodes.Status204NoContent);
    }

    static async Task<Ok<KeyList>> List(ApiKeys keys, CancellationToken cancellation) => TypedResults.Ok(new KeyList(
        [.. (await keys.All(cancellation)).Select(k => new KeyReply(k.Id, k.Name, k.Role, k.CreatedAt, k.LastUsedAt))]));

    static async Task<IResult> Create(KeyRequest request, ApiKeys keys)
    {
        var name = Texts.Clean(request.Name);
        if (Texts.Line("name", name, Texts.LongestName) is { } wrong)
        {
            return Problems.Of(wrong);
        }
        if (request.Role is not { } role)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "invalid", "role is missing.", "Use viewer, moderator, producer or admin.", "role");
        }
        var (entry, key) = await keys.Create(name, role);
        return TypedResults.Created($"/api/v1/keys/{entry.Id}", new NewKeyReply(entry.Id, entry.Name, entry.Role, key, entry.CreatedAt));
    }

    static async Task<IResult> Delete(string id, ApiKeys keys) => await keys.Delete(id)
        ? TypedResults.NoContent()
        : Problems.Of(StatusCodes.Status404NotFound, "unknown_key", "There is no such API key.", "Look its id up in the list of keys.");
}
