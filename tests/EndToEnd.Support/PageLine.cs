using System.Net.Sockets;

namespace VideoWall.EndToEnd.Support;

/// <summary>The connection under a page's WebSocket: it knows how much came over it, and can stop taking anything.</summary>
public sealed class PageLine(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    volatile TaskCompletionSource? stalled;
    long received;

    /// <summary>In bytes.</summary>
    public long Received => Volatile.Read(ref received);

    /// <summary>Stops reading, as a page on a machine that has stalled.</summary>
    public void Pause() => stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn() => stalled?.TrySetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await base.ReadAsync(buffer, cancellationToken);
        Interlocked.Add(ref received, count);
        if (stalled is { } pause)
        {
            await pause.Task;
        }
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        GoOn();
        base.Dispose(disposing);
    }
}
