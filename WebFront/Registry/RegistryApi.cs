using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Domain;
using VideoWall.Domain.Churches;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Idempotency;
using VideoWall.WebFront.Registry.Import;

namespace VideoWall.WebFront.Registry;

/// <summary>The registry of churches: names that stay from service to service, and personal links.</summary>
public static class RegistryApi
{
    const int MostInPage = 500;

    public static IServiceCollection AddRegistry(this IServiceCollection services) => services
        .AddSingleton<Registrar>()
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, RegistryJson.Default));

    public static void MapRegistry(this IEndpointRouteBuilder endpoints)
    {
        var churches = endpoints.MapGroup("/api/v1/churches").WithTags("Churches").RequireRole(Role.Producer);

        churches.MapGet("", List).WithName("listChurches").WithSummary("List the churches")
            .WithDescription($"By name; `limit` 1 to {MostInPage}. `search` looks into name, city and external id.")
            .Produces<ChurchPage>();
        churches.MapPost("", Create).LimitBody().WithName("createChurch").WithSummary("Register a church")
            .WithDescription("Two churches may have one name. The answer carries the personal link.")
            .Produces<ChurchBody>(StatusCodes.Status201Created);
        churches.MapGet("/{id}", One).WithName("getChurch").WithSummary("Read one church").Produces<ChurchBody>();
        churches.MapPatch("/{id}", Change).LimitBody().WithName("changeChurch").WithSummary("Change a church")
            .WithDescription("`revoked: true` closes its personal link; false gives it back.")
            .Produces<ChurchBody>();
        churches.MapPost("/{id}/link", ResetLink).LimitBody().WithName("resetChurchLink").WithSummary("Make a new personal link; the old one stops working")
            .Produces<ChurchBody>();
        churches.MapDelete("/{id}", Delete).WithName("deleteChurch").WithSummary("Delete a church")
            .WithDescription("Its link stops working. What it attended stays in the journal.")
            .Produces(StatusCodes.Status204NoContent);
        churches.MapImport();
    }

    static async Task<IResult> List(
        IListings listings, PublicAddress address, HttpContext http, string? cursor = null, string limit = "50", string? search = null)
    {
        if (QueryField.Number("limit", limit, 1, MostInPage, out var rows) is { } wrong)
        {
            return Problems.Of(wrong);
        }
        var page = await listings.Churches(cursor, rows, search, http.RequestAborted);
        return TypedResults.Ok(new ChurchPage(
            [.. page.Items.Select(c => new ChurchBody(
                c.Id, c.Name, c.City, c.ExternalId, Link(c.LinkKey, address, http), c.Revoked, c.Trusted, c.CreatedAt))],
            page.Next, page.Total));
    }

    static async Task<IResult> Create(NewChurch body, Registrar registrar, PublicAddress address, Caller caller, HttpContext http)
    {
        var profile = ChurchProfile.Clean(body.Name, body.City, body.ExternalId, body.Trusted ?? false);
        if (profile.Check() is { } wrong)
        {
            return Problems.Of(wrong);
        }
        var (church, problem) = await registrar.Register(CommandKey.Id(http) ?? RandomText.Id(), profile, caller.By, CommandKey.Use(http));
        return church is null ? problem!.ToResult() : TypedResults.Created($"/api/v1/churches/{church.Id}", Body(church, address, http));
    }

    static async Task<IResult> One(string id, IGrainFactory grains, PublicAddress address, HttpContext http) =>
        await grains.Church(new(id)).Read() is { } church
            ? TypedResults.Ok(Body(church, address, http))
            : Unknown;

    static async Task<IResult> Change(string id, ChurchChange body, Registrar registrar, PublicAddress address, Caller caller, HttpContext http)
    {
        var externalId = body.ExternalId.IsGiven ? Texts.Clean(body.ExternalId.Value) : null;
        var (church, problem) = await registrar.Change(
            id, new ChangeProfile(body.Name, body.City, externalId, body.Trusted, body.Revoked) { Key = CommandKey.Use(http) }, caller.By);
        return Answer(church, problem, address, http);
    }

    static async Task<IResult> ResetLink(string id, Registrar registrar, PublicAddress address, Caller caller, HttpContext http)
    {
        var (church, problem) = await registrar.Send(id, new ResetLink(RandomText.LinkKey()) { Key = CommandKey.Use(http) }, caller.By);
        return Answer(church, problem, address, http);
    }

    static async Task<IResult> Delete(string id, Registrar registrar, Caller caller, HttpContext http)
    {
        var (_, problem) = await registrar.Send(id, new DeleteChurch { Key = CommandKey.Use(http) }, caller.By);
        return problem is null ? TypedResults.NoContent() : problem.ToResult();
    }

    static IResult Answer(ChurchState? church, Problem? problem, PublicAddress address, HttpContext http) =>
        church is not null ? TypedResults.Ok(Body(church, address, http)) : problem?.ToResult() ?? Unknown;

    static IResult Unknown => Problems.Of(new Refusal(
        RefusalCode.UnknownChurch, "There is no such church in the registry.", "Look it up in the list of churches."));

    static ChurchBody Body(ChurchState c, PublicAddress address, HttpContext http) => new(
        c.Id.Value, c.Profile.Name, c.Profile.City, c.Profile.ExternalId, Link(c.LinkKey, address, http), c.Revoked, c.Profile.Trusted, c.CreatedAt);

    static string Link(string key, PublicAddress address, HttpContext http) => address.Link(http.Request, $"/j/{key}");
}
