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
    public static readonly WebSocketOptions KeepAlive = new() { KeepAliveInterval = TimeSpan.FromSeconds(10), KeepAliveTimeout = TimeSpan.FromSeconds(10) };

    /// <summary>
    /// Says yes to what the framework has found to be a request for a WebSocket; from then on the connection is no longer HTTP's. The
    /// framework's own handshake keeps the request, and cannot ask pages to start each message anew (<see cref="PerMessageDeflate"/>).
    /// </summary>
    /// <returns>What the socket was agreed to be, for <see cref="WebSocket.CreateFromStream(Stream, WebSocketCreationOptions)"/>.</returns>
    public static async Task<WebSocketCreationOptions> Answer(HttpContext http)
    {
        var compresses = PerMessageDeflate.IsOffered(http.Request.Headers.SecWebSocketExtensions);
        var answer = http.Response.Headers;
        (answer.Connection, answer.Upgrade) = ("Upgrade", "websocket");
        answer.SecWebSocketAccept = AnswerTo(http.Request.Headers.SecWebSocketKey.ToString());
        if (compresses)
        {
            answer.SecWebSocketExtensions = PerMessageDeflate.Agreed;
        }
        await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        return new()
        {
            IsServer = true,
            KeepAliveInterval = KeepAlive.KeepAliveInterval,
            KeepAliveTimeout = KeepAlive.KeepAliveTimeout,
            DangerousDeflateOptions = compresses ? PerMessageDeflate.Options : null,
        };
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455, section 4.2.2, asks for SHA-1; it protects nothing.")]
    static string AnswerTo(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}
