using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;

namespace VideoWall.WebFront.Walls;

/// <summary>Hubs that come into being with their first connection.</summary>
static class LateHubs
{
    /// <summary>
    /// As <c>MapHub</c>, which builds expression trees for every method of the hub at start: some megabytes that a hall
    /// without walls and churches does not need. Attributes on the hub are not looked at; say here what it requires.
    /// </summary>
    public static IEndpointConventionBuilder MapLateHub<THub>(this IEndpointRouteBuilder routes, string path)
        where THub : Hub => routes.MapConnections(path, connections =>
        {
            var hub = new Lazy<ConnectionDelegate>(() => new ConnectionBuilder(connections.ApplicationServices).UseHub<THub>().Build());
            connections.Run(connection => hub.Value(connection));
        }).WithMetadata(new HubMetadata(typeof(THub)));
}
