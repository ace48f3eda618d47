using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Joining;

/// <summary>A church's page says goodbye; fit for <c>navigator.sendBeacon</c>, which can set no header.</summary>
/// <param name="Token">The page's hub token; not needed with <c>Authorization: Bearer</c>.</param>
/// <param name="ParticipantSid">Its LiveKit session; when another has followed it, nothing happens.</param>
public sealed record LeaveRequest(string? Token = null, string? ParticipantSid = null);

/// <summary>The church's way out.</summary>
static class LeaveApi
{
    public static void MapLeave(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/leave", Leave).AllowAnonymous().LimitBody(ErrorsSetup.StrangersBody).WithTags("Joining").WithName("leave").WithSummary("A church says goodbye")
            .Produces(StatusCodes.Status204NoContent);

    static async Task<IResult> Leave(LeaveRequest? body, IGrainFactory grains, HubTokens tokens, PassCheck check, HttpContext http)
    {
        // Checked to the end even when the page is gone: it is what a page that goes says last.
        if ((body?.Token ?? HubTokenHandler.TokenOf(http)) is not { } token || tokens.Read(token) is not { Kind: HubPass.Church } pass
            || !await check.Opens(pass, CancellationToken.None))
        {
            return Problems.Of(
                StatusCodes.Status401Unauthorized, "token_wrong", "This is no church's hub token, or it is over or withdrawn.", "Send the hubToken that join answered.");
        }
        var church = new ChurchId(pass.Subject);
        var reply = await grains.Service(pass.Service).Command(new Goodbye(church, body?.ParticipantSid), Identities.Of(church));
        // From a service that has ended everybody is gone.
        return reply.Refusal is { Code: not RefusalCode.ServiceEnded } refusal ? Problems.Of(refusal) : TypedResults.NoContent();
    }
}
