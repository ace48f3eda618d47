using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace VideoWall.WebFront.Walls;

/// <summary>The pages' connections to this silo, as its host sends them away before it stops.</summary>
public interface IHubDrain
{
    /// <summary>Pages are being sent to other silos.</summary>
    bool IsDraining { get; }

    /// <summary>
    /// Closes the connections of this silo's pages, a few at a time, so that each finds another silo before the next ones
    /// come. What is asked meanwhile is still answered.
    /// </summary>
    /// <param name="over">How long it takes.</param>
    Task Drain(TimeSpan over, CancellationToken cancellation);
}

/// <inheritdoc cref="IHubDrain"/>
sealed class HubDrain(TimeProvider time) : IHubDrain
{
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    readonly ConcurrentDictionary<string, HubCallerContext> connections = new();

    public bool IsDraining { get; private set; }

    public void Connected(HubCallerContext connection) => connections[connection.ConnectionId] = connection;

    public void Disconnected(HubCallerContext connection) => connections.TryRemove(connection.ConnectionId, out _);

    public async Task Drain(TimeSpan over, CancellationToken cancellation)
    {
        IsDraining = true;
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
