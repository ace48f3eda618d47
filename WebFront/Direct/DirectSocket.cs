using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using VideoWall.Simulation;

namespace VideoWall.WebFront.Direct;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DirectMessage))]
sealed partial class DirectJson : JsonSerializerContext;

/// <summary>The messages of one page's WebSocket: read one after the other, and sent in the order in which they were told.</summary>
sealed class DirectSocket(WebSocket socket, CancellationToken aborted) : IDisposable
{
    /// <summary>In bytes. A description of one video track takes about 5 kB.</summary>
    const int LargestMessage = 16 * 1024;

    /// <summary>Messages that wait for a page which does not read; then it is cut off.</summary>
    const int MostWaiting = 1024;

    /// <summary>How long a page that was told the end may take to close.</summary>
    static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);

    readonly Channel<DirectMessage> waiting = Channel.CreateBounded<DirectMessage>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    readonly CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(aborted);
    volatile bool isDismissed;

    /// <summary>Never waits. Says nothing after the last word.</summary>
    public void Tell(DirectMessage message)
    {
        if (!waiting.Writer.TryWrite(message) && !isDismissed)
        {
            Cut();
        }
    }

    /// <summary>The last word: the page is to close, and is cut off when it does not.</summary>
    public void Dismiss(string reason)
    {
        Tell(new("removed") { Reason = reason });
        isDismissed = true;
        waiting.Writer.TryComplete();
    }

    /// <summary>Gives each message to <paramref name="take"/> until the page closes.</summary>
    /// <returns>True when the page closed the socket in good order, false when it broke.</returns>
    public async Task<bool> Serve(Action<DirectMessage> take)
    {
        var sending = SendAll();
        try
        {
            var buffer = new byte[LargestMessage];
            while (await Receive(buffer) is { } message)
            {
                take(message);
            }
            return true;
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or JsonException)
        {
            return false;
        }
        finally
        {
            Cut();
            await sending;
        }
    }

    public void Dispose() => ended.Dispose();

    async Task SendAll()
    {
        try
        {
            await foreach (var message in waiting.Reader.ReadAllAsync(ended.Token))
            {
                await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, DirectJson.Default.DirectMessage), WebSocketMessageType.Text, true, ended.Token);
            }
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ended.Token);
            ended.CancelAfter(Goodbye);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The page was faster.
        }
    }

    /// <summary>Null when the page closes, or says more at once than any page of ours.</summary>
    async Task<DirectMessage?> Receive(byte[] buffer)
    {
        for (var length = 0; ;)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), ended.Token);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close || length == LargestMessage)
            {
                return null;
            }
            if (part.EndOfMessage)
            {
                return JsonSerializer.Deserialize(buffer.AsSpan(0, length), DirectJson.Default.DirectMessage) ?? throw new JsonException();
            }
        }
    }

    void Cut()
    {
        try
        {
            ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It is over already.
        }
    }
}
