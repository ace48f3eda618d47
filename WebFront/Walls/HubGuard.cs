using Microsoft.AspNetCore.SignalR;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.Walls;

/// <summary>Follows what each hub connection was let in for, and ends the connection when that no longer stands.</summary>
sealed class HubGuard(Relays relays, OpenConnections open, HubDrain drain)
{
    /// <summary>Never throws: a hub whose OnConnected fails is not told that its connection ended.</summary>
    public async Task Connected(HubCallerContext connection)
    {
        drain.Connected(connection);
        if (HubTokenHandler.PassOf(connection.User) is not { } pass)
        {
            open.Add(connection.ConnectionId, Caller.CredentialOf(connection.User), Caller.Of(connection.User), connection.Abort);
            return;
        }
        open.Add(connection.ConnectionId, pass.Link, pass.Subject, connection.Abort);
        if (await Hold(connection, pass) is { } held)
        {
            connection.Items[typeof(HubGuard)] = held;
        }
        else
        {
            connection.Abort(); // withdrawn since the door let it in
        }
    }

    public void Disconnected(HubCallerContext connection)
    {
        drain.Disconnected(connection);
        open.Remove(connection.ConnectionId);
        (connection.Items.TryGetValue(typeof(HubGuard), out var held) ? held as IDisposable : null)?.Dispose();
    }

    async Task<IDisposable?> Hold(HubCallerContext connection, HubPass pass)
    {
        try
        {
            return await relays.Hold(pass, connection.Abort, connection.ConnectionAborted);
        }
        catch (OperationCanceledException)
        {
            return null; // the page was faster
        }
    }
}
