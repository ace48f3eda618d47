using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using VideoWall.EndToEnd.Support;

namespace VideoWall.EndToEnd.Tests.Support;

/// <summary>A page's connection to its room where there is no media server, as its script has it.</summary>
sealed class DirectLine : IDisposable
{
    readonly ClientWebSocket socket;
    readonly Channel<JsonElement> heard = Channel.CreateUnbounded<JsonElement>();

    readonly PageLine line;

    DirectLine(ClientWebSocket socket, PageLine line)
    {
        (this.socket, this.line) = (socket, line);
        _ = Listen();
    }

    public static async Task<DirectLine> Open(SiloProcess silo, string token)
    {
        var (socket, line) = await PageSocket.Open(PageSocket.Address(silo.Address, "direct", token));
        return new(socket, line);
    }

    /// <summary>Answers nothing any more, as a machine whose cable was pulled.</summary>
    public void Cut() => line.Pause();

    public Task Say(object message) => Say(JsonSerializer.Serialize(message));

    public Task Say(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The next message, which must be of this type.</summary>
    public async Task<JsonElement> Hears(string type)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var message = await heard.Reader.ReadAsync(patience.Token);
        Assert.Equal(type, message.GetProperty("type").GetString());
        return message;
    }

    /// <summary>Done when the server has closed it.</summary>
    public Task Closed => heard.Reader.Completion.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Closes as a page does.</summary>
    public Task Close() => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    public void Dispose() => socket.Dispose();

    async Task Listen()
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } part)
            {
                length += part.Count;
                if (part.EndOfMessage)
                {
                    await heard.Writer.WriteAsync(JsonElement.Parse(buffer.AsSpan(0, length)));
                    length = 0;
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Ended the hard way.
        }
        heard.Writer.Complete();
    }
}
