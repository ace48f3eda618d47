using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace VideoWall.WebFront.Walls;

/// <summary>This node of a cluster, as its host steers it.</summary>
public interface IWebNode
{
    /// <summary>Pages are being sent to other nodes.</summary>
    bool IsReleasing { get; }

    /// <summary>The actors may have moved: asks for every watched service where it is now, and for what was missed.</summary>
    void WatchAgain();

    /// <summary>
    /// Before this node stops: closes the connections of its pages, a few at a time, so that each finds another node
    /// before the next ones come. What is asked meanwhile is still answered.
    /// </summary>
    /// <param name="over">How long it takes.</param>
    Task Release(TimeSpan over, CancellationToken cancellation);
}

/// <inheritdoc cref="IWebNode"/>
sealed class WebNode(Relays relays, TimeProvider time) : IWebNode
{
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    readonly ConcurrentDictionary<string, HubCallerContext> connections = new();

    public bool IsReleasing { get; private set; }

    public void Connected(HubCallerContext connection) => connections[connection.ConnectionId] = connection;

    public void Disconnected(HubCallerContext connection) => connections.TryRemove(connection.ConnectionId, out _);

    public void WatchAgain()
    {
        foreach (var relay in relays.All)
        {
            relay.WatchAgain();
        }
    }

    public async Task Release(TimeSpan over, CancellationToken cancellation)
    {
        IsReleasing = true;
        for (var steps = Math.Max(1, (int)(over / Step)); steps > 0; steps--)
        {
            var group = (connections.Count + steps - 1) / steps;
            foreach (var connection in connections.Values.Take(group))
            {
                connection.Abort();
                Disconnected(connection);
            }
            await Task.Delay(Step, time, cancellation);
        }
    }
}
