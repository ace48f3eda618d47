using System.Net.Sockets;

namespace VideoWall.WebFront.Sockets;

/// <summary>
/// An upgraded connection: reads as Kestrel does, writes straight to the socket. What fits into the socket's buffer is
/// written before the call returns, on the caller's thread.
/// </summary>
/// <param name="upgraded">Kestrel's stream.</param>
/// <param name="socket">The connection's; stays Kestrel's to close.</param>
sealed class DirectStream(Stream upgraded, Socket socket) : Stream
{
    readonly NetworkStream direct = new(socket, ownsSocket: false);

    /// <summary>Who has been heard has read the answer to its upgrade: nothing of Kestrel's can be on its way any more.</summary>
    volatile bool heard;

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await upgraded.ReadAsync(buffer, cancellationToken);
        heard |= read > 0;
        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        (heard ? direct : upgraded).WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => heard ? Task.CompletedTask : upgraded.FlushAsync(cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // WebSockets are read and written asynchronously only.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            direct.Dispose();
            upgraded.Dispose();
        }
        base.Dispose(disposing);
    }
}
