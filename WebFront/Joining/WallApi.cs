using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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

/// <summary>The wall's door: code and key in, tokens out.</summary>
static class WallApi
{
    const int MostScreens = 16;

    /// <summary>No service: ids have ten letters.</summary>
    const string Nobody = "nobody";

    public static void MapWall(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/wall", Open).AllowAnonymous().LimitBody(ErrorsSetup.StrangersBody).WithTags("Joining").WithName("openWall").WithSummary("A wall opens").Produces<WallBody>();

    static async Task<IResult> Open(
        WallRequest body, IListings listings, IGrainFactory grains, FailureLimits limits, ServiceLinks links, AccessTokens tokens, HubTokens hubTokens,
        WebFrontSettings settings, TimeProvider time, HttpContext http)
    {
        var code = Codes.Plain(body.Code);
        if (code.Length == 0)
        {
            return Problems.Of(Refusal.Invalid("code", "code is missing.", "Open the wall by its whole link."));
        }
        var screen = body.Screen ?? 0;
        if (screen is < 0 or >= MostScreens)
        {
            return Problems.Of(Refusal.Invalid("screen", $"screen is {screen}.", $"Screens count from 0 to {MostScreens - 1}."));
        }
        // Of an unknown code nobody's grain is asked: that takes as long, so that the time tells nobody which codes there are.
        var row = await listings.ServiceByCode(code, http.RequestAborted);
        var service = await grains.Service(new(row?.Id ?? Nobody)).Info();
        var byKey = service is not null && SameKey(body.Key, service.WallKey);
        if (service is null || !byKey) // a right key is held up by nobody
        {
            var origin = Origin.Of(http.Connection.RemoteIpAddress);
            if (!limits.Codes.TryEnter(origin, FailureLimits.Everything, out var wait))
            {
                return JoinProblems.TooManyTries(http, wait);
            }
            if (service is null)
            {
                return JoinProblems.Wrong(http, limits.Codes, origin) ?? JoinProblems.UnknownCode;
            }
            if (service.Settings.WallAccess == WallAccess.Key)
            {
                return JoinProblems.Wrong(http, limits.WallKeys, origin) ?? Problems.Of(
                    StatusCodes.Status403Forbidden, "wall_key_wrong", "This wall link is not valid any more.", "Copy the wall's link anew from the console.");
            }
        }
        if (service.Phase == ServicePhase.Ended)
        {
            return JoinProblems.Refused(Refusal.Ended, service, time);
        }
        var (wall, key) = (RandomText.Id(), byKey ? service.WallKey : "");
        var media = links.Media(service);
        return TypedResults.Ok(new WallBody(
            tokens.ForWall(service.Room, WallIdentity.Viewer(key, wall)).Jwt, settings.LiveKitPublicUrl, media, service.Room, service.Id.Value,
            service.Settings.Title, RosterJson.Name(service.Phase), service.Settings.StartsAt, screen, wall, hubTokens.Issue(new(HubPass.Wall, service.Id, wall, screen, key))));
    }

    static bool SameKey(string? given, string key) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key));
}
