using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace VideoWall.WebFront.Sockets;

/// <summary>How a page's WebSocket begins.</summary>
static class HubHandshake
{
    /// <summary>A page that answers no ping is given up.</summary>
    public static readonly WebSocketOptions Patience = new() { KeepAliveInterval = TimeSpan.FromSeconds(10), KeepAliveTimeout = TimeSpan.FromSeconds(10) };

    /// <summary>
    /// Accepts what the framework has found to be a request for a WebSocket. The stream is there where compression was agreed: it
    /// takes finished frames. The framework's own handshake cannot ask pages to start each message anew (<see cref="PerMessageDeflate"/>).
    /// </summary>
    public static async Task<(WebSocket Socket, DirectStream? Compressed)> Accept(HttpContext http)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is not DirectUpgrade upgrade || !PerMessageDeflate.IsOffered(http.Request.Headers.SecWebSocketExtensions))
        {
            return (await http.WebSockets.AcceptWebSocketAsync(), null);
        }
        var answer = http.Response.Headers;
        (answer.Connection, answer.Upgrade) = ("Upgrade", "websocket");
        answer.SecWebSocketAccept = AnswerTo(http.Request.Headers.SecWebSocketKey.ToString());
        answer.SecWebSocketExtensions = PerMessageDeflate.Agreed;
        var stream = await upgrade.Upgrade();
        var socket = WebSocket.CreateFromStream(stream, new()
        {
            IsServer = true,
            KeepAliveInterval = Patience.KeepAliveInterval,
            KeepAliveTimeout = Patience.KeepAliveTimeout,
            DangerousDeflateOptions = PerMessageDeflate.Options,
        });
        stream.Disposed = () =>
        {
            if (socket.State == WebSocketState.Aborted)
            {
                http.Abort(); // or it would be read from for ever
            }
        };
        return (socket, stream);
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455, section 4.2.2, asks for SHA-1; it protects nothing.")]
    static string AnswerTo(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}
