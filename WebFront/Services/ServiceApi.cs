using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Idempotency;
using VideoWall.WebFront.Settings;
using VideoWall.WebFront.Webhooks;

namespace VideoWall.WebFront.Services;

/// <summary>Services: create, list, change, open, end, delete.</summary>
static class ServiceApi
{
    const int MostAttempts = 5;

    public static RouteGroupBuilder MapServices(this IEndpointRouteBuilder routes)
    {
        var services = routes.MapGroup("/api/v1/services").WithTags("Services");
        services.MapPost("", Create).RequireRole(Role.Producer).WithName("createService").WithSummary("Create a service").Produces<ServiceBody>(StatusCodes.Status201Created);
        services.MapGet("", List).RequireRole(Role.Viewer).WithName("listServices").WithSummary("List services, newest first").Produces<ServiceList>();
        services.MapGet("{id}", One).RequireRole(Role.Viewer).WithName("getService").WithSummary("Read one service").Produces<ServiceBody>();
        services.MapPatch("{id}", Patch).RequireRole(Role.Producer).WithName("changeService").WithSummary("Change a service; takes effect on live walls").Produces<ServiceBody>();
        services.MapDelete("{id}", (string id, ServiceLinks links, HttpContext http) => Command(id, new DeleteService(), links, http, StatusCodes.Status204NoContent))
            .RequireRole(Role.Producer).WithName("deleteService").WithSummary("Delete an ended service").Produces(StatusCodes.Status204NoContent);
        services.MapPost("{id}/open", (string id, ServiceLinks links, HttpContext http) => Command(id, new OpenDoors(), links, http))
            .RequireRole(Role.Moderator).WithName("openService").WithSummary("Open the doors").Produces<ServiceBody>();
        services.MapPost("{id}/end", (string id, ServiceLinks links, HttpContext http) => Command(id, new EndService(), links, http))
            .RequireRole(Role.Moderator).WithName("endService").WithSummary("End the service").Produces<ServiceBody>();
        services.MapPost("{id}/wall-key", (string id, ServiceLinks links, HttpContext http) => Command(id, new ResetWallKey(RandomText.LinkKey()), links, http))
            .RequireRole(Role.Producer).WithName("resetWallKey").WithSummary("Make a new wall key; old wall links stop working").Produces<ServiceBody>();
        return services;
    }

    static async Task<IResult> Create(CreateService body, IGrainFactory grains, ServiceLinks links, RoomIndex rooms, WebFrontSettings web, HttpContext http)
    {
        if (Choice("admission", body.Admission, "open", "approval") is { } badAdmission)
        {
            return Problems.Of(badAdmission);
        }
        if (Choice("wallAccess", body.WallAccess, "key", "code") is { } badAccess)
        {
            return Problems.Of(badAccess);
        }
        var room = Texts.Clean(body.Room);
        if (body.Room is not null && Texts.Line("room", room, 128) is { } badRoom)
        {
            return Problems.Of(badRoom);
        }
        var normal = ServiceSettings.Default(Texts.Clean(body.Title));
        var settings = new ServiceSettings(
            normal.Title, body.StartsAt?.ToUniversalTime(), body.DoorsMinutes ?? normal.DoorsMinutes, body.PageSize ?? normal.PageSize,
            body.RotationSeconds ?? normal.RotationSeconds, body.Screens ?? normal.Screens,
            body.Admission == "approval" ? AdmissionRule.Approval : AdmissionRule.Open, body.WallAccess == "code" ? WallAccess.Code : WallAccess.Key,
            body.EndAfterHours ?? normal.EndAfterHours, body.MaxGuests ?? web.MaxGuests);
        var (key, id) = (CommandKey.Use(http), new ServiceId(CommandKey.Id(http) ?? RandomText.Id()));
        for (var attempt = 1; ; attempt++)
        {
            var name = body.Room is null ? Identities.Room(id) : room;
            var reply = await grains.Service(id).Command(new Schedule(id, Codes.New(), name, RandomText.LinkKey(), settings) { Key = key }, Caller.Of(http.User)!.By);
            if (reply.Refusal is { Code: RefusalCode.CodeTaken or RefusalCode.ServiceExists } && attempt < MostAttempts)
            {
                id = reply.Refusal.Code == RefusalCode.ServiceExists ? new(RandomText.Id()) : id;
                continue;
            }
            if (reply.Refusal is { } refusal)
            {
                return Problems.Of(refusal);
            }
            rooms.Forget(name);
            var created = await AfterChange.Do(grains.Service(id).Info());
            return TypedResults.Created($"/api/v1/services/{id}", links.Body(created!, http));
        }
    }

    static async Task<IResult> List(
        IListings listings, IGrainFactory grains, ServiceLinks links, HttpContext http, string? cursor = null, string limit = "50", string? search = null, string? state = null)
    {
        if (QueryField.Number("limit", limit, 1, 200, out var rows) is { } wrong)
        {
            return Problems.Of(wrong);
        }
        var page = await listings.Services(cursor, rows, search, state, http.RequestAborted);
        var infos = await Task.WhenAll(page.Items.Select(row => Readable(grains.Service(new(row.Id)))));
        return TypedResults.Ok(new ServiceList([.. infos.OfType<ServiceInfo>().Select(i => links.Body(i, http))], page.Next, page.Total));
    }

    // One service that a newer program wrote must not take the whole list with it; asked for by itself, it says what is wrong.
    static async Task<ServiceInfo?> Readable(IServiceGrain service)
    {
        try
        {
            return await service.Info();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    static async Task<IResult> One(string id, IGrainFactory grains, ServiceLinks links, HttpContext http) =>
        await grains.Service(new(id)).Info() is { } info ? TypedResults.Ok(links.Body(info, http)) : Unknown;

    static async Task<IResult> Patch(string id, PatchService body, ServiceLinks links, HttpContext http)
    {
        if (Choice("admission", body.Admission, "open", "approval") is { } badAdmission)
        {
            return Problems.Of(badAdmission);
        }
        if (Choice("wallAccess", body.WallAccess, "key", "code") is { } badAccess)
        {
            return Problems.Of(badAccess);
        }
        return await Command(
            id,
            new ChangeSettings(
                body.Title, body.StartsAt.IsGiven, body.StartsAt.Value?.ToUniversalTime(), body.DoorsMinutes, body.PageSize, body.RotationSeconds, body.Screens,
                body.Admission switch { "approval" => AdmissionRule.Approval, "open" => AdmissionRule.Open, _ => null },
                body.WallAccess switch { "code" => WallAccess.Code, "key" => WallAccess.Key, _ => null }, body.EndAfterHours, body.MaxGuests),
            links, http);
    }

    static async Task<IResult> Command(string id, ServiceCommand command, ServiceLinks links, HttpContext http, int success = StatusCodes.Status200OK)
    {
        var service = links.Grains.Service(new(id));
        var reply = await service.Command(command with { Key = CommandKey.Use(http) }, Caller.Of(http.User)!.By);
        if (reply.Refusal is { } refusal)
        {
            return Problems.Of(refusal);
        }
        return success == StatusCodes.Status204NoContent
            ? TypedResults.NoContent()
            : await AfterChange.Do(service.Info()) is { } info ? TypedResults.Ok(links.Body(info, http)) : Unknown;
    }

    /// <summary>The refusal for an id that names no service.</summary>
    public static IResult Unknown => Problems.Of(new(RefusalCode.UnknownService, "There is no such service.", "Look it up in the list of services."));

    static Refusal? Choice(string field, string? value, string one, string other) =>
        value is null || value == one || value == other ? null : Refusal.Invalid(field, $"{field} is '{value}'.", $"Choose {one} or {other}.");
}
