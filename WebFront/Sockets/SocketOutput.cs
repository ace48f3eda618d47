using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace VideoWall.WebFront.Sockets;

/// <summary>
/// What a hub writes, as messages of a WebSocket: each flush sends one, on the thread that flushes. One writer at a time.
/// A socket that is gone completes the writer and throws nothing: its reader tells the hub.
/// </summary>
/// <param name="compressed">Takes finished frames, where the page has agreed to compression.</param>
sealed class SocketOutput(WebSocket socket, DirectStream? compressed, ITransferFormatFeature format) : PipeWriter
{
    const int Smallest = 512;

    /// <summary>A hub's own answers are one page's only, and not worth the time.</summary>
    const WebSocketMessageFlags AsItIs = WebSocketMessageFlags.EndOfMessage | WebSocketMessageFlags.DisableCompression;

    readonly SharedFrames? frames = compressed is null ? null : new();

    byte[] buffer = [];
    int written;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = written + Math.Max(sizeHint, 1);
        if (needed > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(Smallest, buffer.Length * 2)));
            buffer.AsSpan(0, written).CopyTo(larger);
            GiveBack();
            buffer = larger;
        }
        return buffer.AsMemory(written);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => written += bytes;

    /// <summary>A hub writes in this way what it has written out once, for however many pages.</summary>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        written == 0 ? Send(source, shared: true, cancellationToken) : base.WriteAsync(source, cancellationToken);

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (written == 0)
        {
            return default;
        }
        try
        {
            return await Send(buffer.AsMemory(0, written), shared: false, cancellationToken);
        }
        finally
        {
            // An idle page keeps no buffer.
            written = 0;
            GiveBack();
            buffer = [];
        }
    }

    public override void CancelPendingFlush()
    {
        // Nobody waits here for a reader: a flush ends with the socket's send.
    }

    public override void Complete(Exception? exception = null)
    {
        // The socket is closed by whoever opened it.
    }

    async ValueTask<FlushResult> Send(ReadOnlyMemory<byte> message, bool shared, CancellationToken cancellation)
    {
        try
        {
            var type = format.ActiveFormat == TransferFormat.Binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
            if (shared && type == WebSocketMessageType.Text && socket.State == WebSocketState.Open && frames?.Next(message) is { } frame)
            {
                await compressed!.WriteAsync(frame, cancellation);
            }
            else
            {
                await socket.SendAsync(message, type, AsItIs, cancellation);
            }
            return default;
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            return new(isCanceled: false, isCompleted: true);
        }
    }

    void GiveBack()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
