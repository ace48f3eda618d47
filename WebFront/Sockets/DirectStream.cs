using System.IO.Pipelines;
using System.Net.Sockets;

namespace VideoWall.WebFront.Sockets;

/// <summary>
/// An upgraded connection: reads as Kestrel does, writes straight to the operating system's socket. Kestrel would hand each write over
/// to a thread of its own, which costs as much as the write does. What fits into the socket's buffer is written before the call
/// returns, on the caller's thread. Each write is whole before the next one begins, whoever writes.
/// </summary>
/// <param name="socket">The connection's; stays Kestrel's to close.</param>
sealed class DirectStream(IDuplexPipe transport, Socket socket) : Stream
{
    readonly Stream reads = transport.Input.AsStream(leaveOpen: true);
    readonly Stream early = transport.Output.AsStream(leaveOpen: true);
    readonly NetworkStream direct = new(socket, ownsSocket: false);
    readonly SemaphoreSlim turn = new(1);

    /// <summary>Who has been heard has read the answer to its upgrade: nothing of Kestrel's can be on its way any more.</summary>
    volatile bool heard;

    /// <summary>Called when this stream is disposed of: Kestrel takes no notice of that.</summary>
    public Action? Disposed { get; set; }

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await reads.ReadAsync(buffer, cancellationToken);
        heard |= read > 0; // at once: what it said is answered before anything else is read
        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!turn.Wait(0, CancellationToken.None))
        {
            return WriteInTurn(buffer, cancellationToken);
        }
        var write = WriteNow(buffer, cancellationToken);
        if (!write.IsCompletedSuccessfully)
        {
            return EndTurn(write);
        }
        turn.Release();
        return write;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => heard ? Task.CompletedTask : early.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // WebSockets are read and written asynchronously only.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    async ValueTask WriteInTurn(ReadOnlyMemory<byte> buffer, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        await EndTurn(WriteNow(buffer, cancellation));
    }

    /// <summary>Throws nothing: whoever has the turn gives it back with the outcome.</summary>
    ValueTask WriteNow(ReadOnlyMemory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return (heard ? direct : early).WriteAsync(buffer, cancellation);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return ValueTask.FromException(fault);
        }
    }

    async ValueTask EndTurn(ValueTask write)
    {
        try
        {
            await write;
        }
        finally
        {
            turn.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            direct.Dispose();
            reads.Dispose();
            early.Dispose();
            Disposed?.Invoke();
        }
        base.Dispose(disposing);
    }
}
