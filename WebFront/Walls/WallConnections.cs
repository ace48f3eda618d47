using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// Hands the wall hub its connections themselves: what goes to a thousand pages alike is then written once, and not once
/// for each (SignalR does so for groups only, and a group tells nothing of a page that lags).
/// </summary>
sealed class WallConnections(ILogger<DefaultHubLifetimeManager<WallHub>> log) : DefaultHubLifetimeManager<WallHub>(log)
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connection.Items[typeof(HubConnectionContext)] = connection;
        return base.OnConnectedAsync(connection);
    }

    public static HubConnectionContext Of(HubCallerContext caller) => (HubConnectionContext)caller.Items[typeof(HubConnectionContext)]!;

    /// <summary><see cref="IWallClient.changed"/> as a message that is written once, however many get it.</summary>
    public static SerializedHubMessage Changed(RawJson delta) => new(new InvocationMessage(nameof(IWallClient.changed), [delta]));
}
