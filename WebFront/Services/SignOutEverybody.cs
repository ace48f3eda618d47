using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Access.Keys;

namespace VideoWall.WebFront.Services;

/// <param name="Users">People who have to sign in again; all of them.</param>
/// <param name="ApiKeys">Keys that were deleted.</param>
/// <param name="WallKeys">Services that have a new wall key: walls need their new links.</param>
sealed record SignedOut(int Users, int ApiKeys, int WallKeys);

/// <summary>
/// Takes back what was given out, all at once: a restored database has again what had been taken back since the copy was made.
/// </summary>
static class SignOutEverybody
{
    const int PageSize = 200;

    public static void MapSignOutEverybody(this IEndpointRouteBuilder endpoints) => endpoints.MapDelete("/api/v1/sessions", SignOut)
        .RequireRole(Role.Admin).WithTags("Session").WithName("signOutEverybody").WithSummary("Sign everybody out")
        .WithDescription("Ends every session of every person, the caller's included. `apiKeys=true` deletes all API keys as well (those of the settings stay), "
            + "`wallKeys=true` gives each service that has not ended a new wall key, so that its walls need new links. For after a restore, or a stolen copy of the database.");

    static async Task<Ok<SignedOut>> SignOut(
        Users users, ApiKeys keys, IListings listings, IGrainFactory grains, Caller caller, CancellationToken cancellation, bool apiKeys = false, bool wallKeys = false)
    {
        var walls = wallKeys ? await ResetWallKeys(listings, grains, caller, cancellation) : 0;
        var deleted = apiKeys ? await keys.DeleteAll(cancellation) : 0;
        return TypedResults.Ok(new SignedOut(await users.SignOutAll(cancellation), deleted, walls)); // the caller last: whatever failed before can be asked for again
    }

    static async Task<int> ResetWallKeys(IListings listings, IGrainFactory grains, Caller caller, CancellationToken cancellation)
    {
        var count = 0;
        for (string? cursor = null; ;)
        {
            var page = await listings.Services(cursor, PageSize, cancellation: cancellation);
            foreach (var service in page.Items.Where(s => s.State is "scheduled" or "live"))
            {
                var reply = await grains.Service(new(service.Id)).Command(new ResetWallKey(RandomText.LinkKey()), caller.By);
                count += reply.Refusal is null ? 1 : 0; // it may have ended meanwhile
            }
            if (page.Next is null)
            {
                return count;
            }
            cursor = page.Next;
        }
    }
}
