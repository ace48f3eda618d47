using Microsoft.AspNetCore.Http;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access;

/// <summary>What callers hear who may not come in. Never a redirect: pages decide themselves what to show.</summary>
static class AccessProblems
{
    public static IResult SignedOut() => Problems.Of(
        StatusCodes.Status401Unauthorized, "signed_out", "You are not signed in.", "Sign in, or send an API key as 'Authorization: Bearer vw_…'.");

    public static IResult KeyUnknown() => Problems.Of(
        StatusCodes.Status401Unauthorized, "key_unknown", "This API key is not known.", "Check the key, or ask an administrator for a new one.");

    public static IResult Forbidden(HttpContext context)
    {
        var needed = context.GetEndpoint()?.Metadata.GetMetadata<RoleRequired>()?.Role;
        var reason = needed is { } role ? $"This needs the role '{Roles.NameOf(role)}'." : "This is not for you.";
        return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", reason, "Ask an administrator to give you the role.");
    }
}
