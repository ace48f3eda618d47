using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using VideoWall.WebFront.Sockets;

namespace VideoWall.WebFront.Walls;

/// <summary>Hubs that come into being with their first connection.</summary>
static class LateHubs
{
    /// <summary>
    /// As <c>MapHub</c>, which builds expression trees for every method of the hub at start: some megabytes that a hall
    /// without walls and churches does not need. Attributes on the hub are not looked at; say here what it requires.
    /// Connections that do not negotiate are our own (<see cref="HubSocket"/>).
    /// </summary>
    public static IEndpointConventionBuilder MapLateHub<THub>(this IEndpointRouteBuilder routes, string path)
        where THub : Hub
    {
        var hub = new Lazy<ConnectionDelegate>(() => new ConnectionBuilder(routes.ServiceProvider).UseHub<THub>().Build());
        var connections = routes.MapConnections(path, connections => connections.Run(connection => hub.Value(connection)));
        connections.WithMetadata(new HubMetadata(typeof(THub)));
        connections.Add(endpoint =>
        {
            var negotiated = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => HubSocket.Serves(http) ? HubSocket.Serve(http, hub.Value) : negotiated(http);
        });
        return connections;
    }
}
