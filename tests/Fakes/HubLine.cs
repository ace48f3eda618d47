using System.Net.WebSockets;
using System.Text;

namespace VideoWall.Fakes;

/// <summary>A page's connection to a hub, or another WebSocket of ours, that takes what comes and waits for its end.</summary>
public sealed class HubLine : IDisposable
{
    const string Handshake = "{\"protocol\":\"json\",\"version\":1}\u001e";

    readonly ClientWebSocket socket;
    readonly StringBuilder heard = new();

    HubLine(ClientWebSocket socket, bool isHub)
    {
        this.socket = socket;
        Ended = Listen(isHub);
    }

    /// <summary>Done when the server has ended it, or the line broke.</summary>
    public Task Ended { get; }

    /// <summary>All that came.</summary>
    public string Heard
    {
        get
        {
            lock (heard)
            {
                return heard.ToString();
            }
        }
    }

    /// <param name="path">Such as <c>/hubs/wall</c>.</param>
    /// <param name="token">Travels in the address, as browsers send it.</param>
    public static async Task<HubLine> Open(Uri server, string path, string? token = null, string? cookie = null)
    {
        var line = Line(cookie);
        await line.ConnectAsync(Address(server, path, token), CancellationToken.None);
        var isHub = path.StartsWith("/hubs", StringComparison.Ordinal);
        if (isHub)
        {
            await line.SendAsync(Encoding.UTF8.GetBytes(Handshake), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        return new(line, isHub);
    }

    /// <summary>The status of the answer to whoever would connect; 101 when it is taken.</summary>
    public static async Task<int> StatusOf(Uri server, string path, string? token = null, string? cookie = null)
    {
        using var line = Line(cookie);
        try
        {
            await line.ConnectAsync(Address(server, path, token), CancellationToken.None);
        }
        catch (WebSocketException) when (line.HttpStatusCode != default)
        {
            // The status says it.
        }
        return (int)line.HttpStatusCode;
    }

    /// <summary>Calls a method of the hub.</summary>
    /// <param name="argument">JSON; null for none.</param>
    public Task Call(string method, string? argument = null) => socket.SendAsync(
        Encoding.UTF8.GetBytes($"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"{method}\",\"arguments\":[{argument}]}}\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);

    public void Dispose() => socket.Dispose();

    static ClientWebSocket Line(string? cookie)
    {
        var line = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        if (cookie is not null)
        {
            line.Options.SetRequestHeader("Cookie", cookie);
        }
        return line;
    }

    static Uri Address(Uri server, string path, string? token) =>
        new UriBuilder(server) { Scheme = "ws", Path = path, Query = token is null ? "" : $"access_token={Uri.EscapeDataString(token)}" }.Uri;

    async Task Listen(bool isHub)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } got)
            {
                lock (heard)
                {
                    heard.Append(Encoding.UTF8.GetString(buffer, 0, got.Count));
                }
                if (isHub && Heard.Contains("\"type\":7", StringComparison.Ordinal))
                {
                    return; // the hub's own goodbye
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Ended the hard way.
        }
    }
}
