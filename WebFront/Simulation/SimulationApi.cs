using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Idempotency;
using VideoWall.WebFront.Services;

namespace VideoWall.WebFront.Simulation;

/// <summary>Rehearsals: fills a service with simulated churches where there is no media server.</summary>
static class SimulationApi
{
    public static void MapSimulations(this RouteGroupBuilder services)
    {
        services.MapPost("{id}/simulation", (string id, SimulationRequest? body, IGrainFactory grains, ServiceLinks links, HttpContext http) => Set(id, body?.Churches ?? 0, grains, links, http))
            .RequireRole(Role.Moderator).WithName("startSimulation").WithSummary("Fill the service with simulated churches (without a media server only)").Produces<ServiceBody>();
        services.MapDelete("{id}/simulation", (string id, IGrainFactory grains, ServiceLinks links, HttpContext http) => Set(id, null, grains, links, http))
            .RequireRole(Role.Moderator).WithName("stopSimulation").WithSummary("End the simulation").Produces<ServiceBody>();
    }

    static async Task<IResult> Set(string id, int? churches, IGrainFactory grains, ServiceLinks links, HttpContext http)
    {
        if (http.RequestServices.GetService<SimulationHost>() is not { } simulation)
        {
            return Problems.Of(new(
                RefusalCode.MediaServerPresent, "This server has a LiveKit server; simulated churches need none.", "Start the program without LIVEKIT_URL to rehearse with simulated churches."));
        }
        var service = grains.Service(new(id));
        var reply = await service.Command(new SetSimulation(churches) { Key = CommandKey.Use(http) }, Caller.Of(http.User)!.By);
        if (reply.Refusal is { } refusal)
        {
            return Problems.Of(refusal);
        }
        await AfterChange.Do(simulation.Follow(new(id)));
        return TypedResults.Ok(links.Body((await AfterChange.Do(service.Info()))!, http));
    }
}
