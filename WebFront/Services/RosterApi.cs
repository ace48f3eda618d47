using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Services;

/// <summary>Who is there now.</summary>
static class RosterApi
{
    public static void MapRosters(this RouteGroupBuilder services) =>
        services.MapGet("{id}/roster", Roster).RequireRole(Role.Viewer).WithName("getRoster").WithSummary("Everyone who takes part, waiting and hidden ones too").Produces<RosterBody>();

    static async Task<IResult> Roster(string id, IGrainFactory grains)
    {
        if (await grains.Service(new(id)).Roster() is not { } roster)
        {
            return ServiceApi.Unknown;
        }
        return TypedResults.Ok(new RosterBody(roster.Revision, [.. roster.Churches.Select(c => new RosterChurch(
            c.Church.Value, c.Identity, c.Name, c.City, c.Seat, c.Page, RosterJson.Name(c.State), c.OnAir, c.Muted, c.MutedByProducer,
            c.Registered, c.ParticipantSid, c.TrackSid, c.Since, c.Wish))]));
    }
}
