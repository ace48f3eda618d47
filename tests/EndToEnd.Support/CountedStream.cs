using System.Net.Sockets;

namespace VideoWall.EndToEnd.Support;

/// <summary>A connection that knows how much came over it.</summary>
sealed class CountedStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    long received;

    /// <summary>In bytes.</summary>
    public long Received => Volatile.Read(ref received);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await base.ReadAsync(buffer, cancellationToken);
        Interlocked.Add(ref received, count);
        return count;
    }
}
