using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.LiveKit.Tokens;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Access.Limits;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Services;
using VideoWall.WebFront.Settings;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Joining;

/// <summary>The church's door: a code or a personal link in, tokens out.</summary>
static class JoinApi
{
    const int LongestDevice = 128;

    public static void MapJoin(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/join", Join).AllowAnonymous().LimitBody(ErrorsSetup.StrangersBody).WithTags("Joining").WithName("join").WithSummary("A church takes part").Produces<JoinBody>();
        routes.MapGet("/api/v1/config", Config).AllowAnonymous().WithTags("Joining").WithName("config").WithSummary("Run-time settings of the pages").Produces<ConfigBody>();
    }

    static Ok<ConfigBody> Config(WebFrontSettings settings) => TypedResults.Ok(new ConfigBody(
        settings.Version, settings.LiveKitPublicUrl, settings.LiveKit is not null ? "livekit" : "direct", settings.LiveKit is not null ? [] : ["simulation"]));

    static async Task<IResult> Join(
        JoinRequest body, IListings listings, IGrainFactory grains, FailureLimits limits, JoinLimits joins, ServiceLinks links, AccessTokens tokens, HubTokens hubTokens,
        WebFrontSettings settings, TimeProvider time, HttpContext http)
    {
        var origin = Origin.Of(http.Connection.RemoteIpAddress);
        if (body.Device is { Length: > LongestDevice })
        {
            return Problems.Of(Refusal.Invalid("device", "device is too long.", $"Use at most {LongestDevice} characters."));
        }
        var church = (ChurchListing?)null;
        if (body.Key is { } key)
        {
            church = await listings.ChurchByKey(key, http.RequestAborted);
            if (church is null)
            {
                return JoinProblems.Wrong(http, limits.Links, origin) ?? Problems.Of(StatusCodes.Status404NotFound, "unknown_link", "This personal link is not known.", "Ask the producer for your link, or join with the code of the service.");
            }
            if (church.Revoked)
            {
                return Problems.Of(new(RefusalCode.LinkRevoked, "This personal link was withdrawn.", "Ask the producer for a new one."));
            }
        }
        else if (Codes.Plain(body.Code).Length == 0)
        {
            return Problems.Of(Refusal.Invalid("code", "code is missing.", "Type the code that the producer gave you."));
        }
        var byCode = church is null || !string.IsNullOrWhiteSpace(body.Code);
        if (church is not null)
        {
            origin = Origin.Known(church.Id); // a right link is held up by nobody else, and guesses no codes either
        }
        if (byCode && !limits.Codes.TryEnter(origin, FailureLimits.Everything, out var retryAfter))
        {
            return JoinProblems.TooManyTries(http, retryAfter);
        }
        var (service, refused) = byCode
            ? ((await listings.ServiceByCode(Codes.Plain(body.Code), http.RequestAborted))?.Id, null)
            : await PersonalLinks.Find(listings, grains, church!, body.Service, http.RequestAborted);
        if (refused is not null)
        {
            return refused;
        }
        if (service is null)
        {
            return JoinProblems.Wrong(http, limits.Codes, origin) ?? JoinProblems.UnknownCode;
        }
        var device = string.IsNullOrWhiteSpace(body.Device) ? null : body.Device;
        if ((church?.Id ?? device) is { } who && !joins.TryJoin(who))
        {
            return JoinProblems.TooManyJoins(joins.Rest);
        }
        var arrive = church is null
            ? new Arrive(new(RandomText.Id()), body.Name ?? "", body.City ?? "", device, false, false, body.TakeOver, OnlyKnown: !joins.MayBeNew(origin))
            : new Arrive(new(church.Id), church.Name, church.City, device, true, church.Trusted, body.TakeOver);
        var reply = await grains.Service(new(service)).Join(arrive);
        if (reply.Refusal is { } refusal)
        {
            return refusal.Code == RefusalCode.TooManyJoins ? JoinProblems.TooManyJoins(joins.Rest) : JoinProblems.Refused(refusal, reply.Service, time);
        }
        if (church is null && reply.Church!.Id == arrive.Church)
        {
            joins.New(origin);
        }
        return TypedResults.Ok(Joined(reply.Service!, reply.Church!, church?.LinkKey ?? "", links, tokens, hubTokens, settings));
    }

    /// <param name="linkKey">Of the personal link that it came by; empty for a code.</param>
    static JoinBody Joined(ServiceInfo service, JoinedChurch church, string linkKey, ServiceLinks links, AccessTokens tokens, HubTokens hubTokens, WebFrontSettings settings)
    {
        var media = links.Media(service);
        return new(
            tokens.ForChurch(service.Room, church.Identity, church.Name).Jwt,
            settings.LiveKitPublicUrl, media, service.Room, church.Identity, new(church.Id.Value, church.Name, church.City, church.Wish?.Name),
            new(service.Id.Value, service.Settings.Title, RosterJson.Name(service.Phase), service.Settings.StartsAt), church.IsWaiting ? "waiting" : "admitted",
            hubTokens.Issue(new(HubPass.Church, service.Id, church.Id.Value, 0, linkKey)));
    }
}
