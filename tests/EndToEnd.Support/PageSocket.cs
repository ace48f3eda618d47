using System.Net.Sockets;
using System.Net.WebSockets;

namespace VideoWall.EndToEnd.Support;

/// <summary>A page's WebSocket as a browser opens it.</summary>
public static class PageSocket
{
    const int SmallBuffer = 4096;

    /// <summary>A hub's address with the token in it, since browsers cannot set headers of a WebSocket.</summary>
    public static Uri Address(Uri silo, string hub, string? token) =>
        new UriBuilder(silo) { Path = hub, Query = token is null ? "" : $"access_token={Uri.EscapeDataString(token)}" }.Uri;

    /// <param name="small">Holds little of what it does not read.</param>
    /// <param name="compressed">Offers to compress, as browsers do.</param>
    public static async Task<(ClientWebSocket Socket, PageLine Line)> Open(
        Uri address, bool small = false, bool compressed = true, CancellationToken cancellation = default)
    {
        PageLine? line = null;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancelled) =>
            {
                var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp);
                if (small)
                {
                    tcp.ReceiveBufferSize = SmallBuffer;
                }
                await tcp.ConnectAsync(context.DnsEndPoint, cancelled);
                return line = new PageLine(tcp);
            },
        };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        var socket = new ClientWebSocket { Options = { DangerousDeflateOptions = compressed ? new() : null } };
        try
        {
            await socket.ConnectAsync(WebSocketScheme(address), invoker, cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        return (socket, line!);
    }

    /// <summary>The status with which the server answers a connection; 101 when it takes it.</summary>
    public static async Task<int> StatusOf(Uri address)
    {
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        try
        {
            await socket.ConnectAsync(WebSocketScheme(address), CancellationToken.None);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != default)
        {
            // The status says it.
        }
        return (int)socket.HttpStatusCode;
    }

    static Uri WebSocketScheme(Uri address) => new UriBuilder(address) { Scheme = "ws" }.Uri;
}
