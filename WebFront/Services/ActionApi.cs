using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.Domain;
using VideoWall.Domain.Churches;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.LiveKit.Tokens;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Idempotency;

namespace VideoWall.WebFront.Services;

/// <summary>What a producer does while the service runs.</summary>
static class ActionApi
{
    public static void MapActions(this RouteGroupBuilder services)
    {
        services.MapPost("{id}/actions/{action}", Do).RequireRole(Role.Moderator).WithName("act")
            .WithSummary("Do one action: admit, deny, hide, show, remove, spotlight, unspotlight, pin, hold, resume, next, previous, goto, blank, unblank, compact, rename, mute, undo, lock, unlock")
            .Produces<ActionReply>();
        services.MapGet("{id}/acts", Acts).RequireRole(Role.Viewer).WithName("listActs")
            .WithSummary("What producers did and may take back, the last act first").Produces<ActList>();
        services.MapPost("{id}/preview", Preview).RequireRole(Role.Viewer).WithMetadata(new MintsToken()).WithName("previewService")
            .WithSummary("A token with which a console sees the churches' pictures").Produces<PreviewBody>();
    }

    static async Task<IResult> Do(string id, string action, ActionRequest? body, IGrainFactory grains, HttpContext http)
    {
        body ??= new();
        if (!action.All(char.IsAsciiLetterLower) || !Enum.TryParse<ServiceAction>(action, ignoreCase: true, out var known))
        {
            return Problems.Of(
                StatusCodes.Status404NotFound, "unknown_action", $"There is no action '{action}'.",
                $"Use one of: {string.Join(", ", Enum.GetNames<ServiceAction>().Select(n => n.ToLowerInvariant()))}.");
        }
        var church = body.ChurchId is { } one ? new ChurchId(one) : (ChurchId?)null;
        ImmutableArray<ChurchId>? churches = body.ChurchIds is { } several ? [.. several.Select(c => new ChurchId(c))] : null;
        var service = grains.Service(new(id));
        var caller = Caller.Of(http.User)!;
        var reply = await service.Command(
            new Act(known, church, churches, body.Page, body.All, body.Name, body.City, body.Muted, body.IfRevision, body.Act, caller.By) { Key = CommandKey.Use(http) },
            caller.By);
        if (reply.Refusal is { Code: RefusalCode.RevisionChanged } changed)
        {
            return Problems.Of(changed, new Dictionary<string, object?> { ["revision"] = reply.Revision });
        }
        if (reply.Refusal is { } refusal)
        {
            return Problems.Of(refusal);
        }
        if (known == ServiceAction.Admit && body.Trust)
        {
            await AfterChange.Do(Task.WhenAll((churches ?? (church is { } trusted ? [trusted] : [])).Select(c => Trust(grains.Church(c), caller))));
        }
        return TypedResults.Ok(new ActionReply(reply.Revision, reply.Changed));
    }

    static async Task Trust(IChurchGrain church, Caller caller)
    {
        if (await church.Read() is not null)
        {
            await church.Command(new ChangeProfile(Trusted: true), caller.By);
        }
    }

    static async Task<IResult> Acts(string id, IGrainFactory grains, HttpContext http)
    {
        if (await grains.Service(new(id)).Acts() is not { } past)
        {
            return ServiceApi.Unknown;
        }
        var me = Caller.Of(http.User)!.By;
        return TypedResults.Ok(new ActList(past.Revision, [.. past.Acts.Reverse().Select(a => new ActBody(
            a.Id, a.At, a.Done.Action.ToString().ToLowerInvariant(), a.Done.By, a.Done.By == me, [.. a.Done.Churches.Select(c => c.Church.Value)]))]));
    }

    static async Task<IResult> Preview(string id, IGrainFactory grains, ServiceLinks links, AccessTokens tokens, Settings.WebFrontSettings settings, HttpContext http)
    {
        if (await grains.Service(new(id)).Info() is not { } info)
        {
            return ServiceApi.Unknown;
        }
        var media = links.Media(info);
        var viewer = RandomText.Id();
        return TypedResults.Ok(new PreviewBody(
            tokens.ForConsole(info.Room, viewer).Jwt, settings.LiveKitPublicUrl, media));
    }
}

public sealed record PreviewBody(string Token, string? LivekitUrl, string Media);
