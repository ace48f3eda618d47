using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VideoWall.WebFront.Sockets;

/// <summary>
/// A connection that can outlive its request. A page's socket stays for hours, and as long as its request lasts Kestrel and
/// every door on its way keep what they know of it, more than a third of what a page takes. Handed over, the connection
/// goes on once HTTP is done with it.
/// </summary>
sealed class ConnectionUpgrade(ConnectionContext connection, Socket socket) : IConnectionHeartbeatFeature
{
    readonly Lock gate = new();
    readonly List<(Action<object> Action, object State)> beats = [];
    Func<ConnectionContext, Socket, Task>? owner;

    /// <summary>Lets the connections of a server be handed over.</summary>
    public static void Offer(KestrelServerOptions server) => server.ConfigureEndpointDefaults(endpoint => endpoint.Use(http => connection =>
        connection.Features.Get<IConnectionSocketFeature>() is { Socket: { } socket } && connection.Features.Get<IConnectionHeartbeatFeature>() is { } heart
            ? new ConnectionUpgrade(connection, socket).Run(http, heart)
            : http(connection)));

    /// <summary>Null where a connection ends with its request: with TLS, which ends further in, and without a socket.</summary>
    public static ConnectionUpgrade? Of(HttpContext http) => http.Features.Get<ITlsConnectionFeature>() is null ? http.Features.Get<ConnectionUpgrade>() : null;

    /// <summary>Gives the connection of an upgraded request to <paramref name="next"/>, who has it until the task ends.</summary>
    public void To(Func<ConnectionContext, Socket, Task> next) => owner = next;

    /// <summary>Each second. What HTTP has asked for ends with HTTP: it would be kept in memory otherwise.</summary>
    public void OnHeartbeat(Action<object> action, object state)
    {
        lock (gate)
        {
            beats.Add((action, state));
        }
    }

    async Task Run(ConnectionDelegate http, IConnectionHeartbeatFeature heart)
    {
        heart.OnHeartbeat(static self => ((ConnectionUpgrade)self).Beat(), this);
        connection.Features.Set<IConnectionHeartbeatFeature>(this);
        connection.Features.Set(this);
        await http(connection);
        if (owner is { } next)
        {
            owner = null;
            lock (gate)
            {
                beats.Clear();
            }
            await next(connection, socket);
        }
    }

    void Beat()
    {
        lock (gate)
        {
            foreach (var (action, state) in beats)
            {
                action(state);
            }
        }
    }
}
