using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace VideoWall.Floor;

/// <summary>
/// Writes 35 bytes to every wall for each webhook, one wall after the other, and that is all: what it costs the kernel to tell everybody
/// something. Nothing is checked or kept, and no wall is listened to.
/// </summary>
static class BareWrites
{
    const int MostBytes = 64 * 1024;
    const int FrameBytes = 35;
    const int HeadBytes = 2;
    const byte FinalText = 0x81;

    static readonly Lock Telling = new();
    static readonly List<Socket> Walls = [];

    public static void Run(IPEndPoint address)
    {
        using var door = new Socket(SocketType.Stream, ProtocolType.Tcp);
        door.Bind(address);
        door.Listen(1024);
        while (true)
        {
            var line = door.Accept();
            line.NoDelay = true;
            new Thread(() => Serve(line)) { IsBackground = true }.Start();
        }
    }

    static void Serve(Socket line)
    {
        var buffer = new byte[MostBytes];
        try
        {
            for (var length = 0; line.Receive(buffer.AsSpan(length)) is > 0 and var more;)
            {
                length += more;
                var request = buffer.AsSpan(0, length);
                var head = request.IndexOf("\r\n\r\n"u8);
                if (head >= 0 && request.StartsWith("GET"u8))
                {
                    Open(line);
                    return;
                }
                if (head >= 0 && length - head - 4 == ContentLength(request))
                {
                    Tell(request[head..]);
                    line.Send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8);
                    length = 0;
                }
            }
        }
        catch (SocketException)
        {
            // Whoever sent webhooks has gone.
        }
        line.Dispose();
    }

    static void Open(Socket wall)
    {
        lock (Telling)
        {
            // The generator's walls do not look at Sec-WebSocket-Accept.
            wall.Send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"u8);
            Walls.Add(wall);
        }
    }

    /// <summary>The event's id, filled up with blanks to what our server sends.</summary>
    static void Tell(ReadOnlySpan<byte> body)
    {
        var id = After(body, "\"id\":\"EV_"u8, kept: 3);
        Span<byte> frame = stackalloc byte[FrameBytes];
        frame.Fill((byte)' ');
        (frame[0], frame[1]) = (FinalText, FrameBytes - HeadBytes);
        id[..id.IndexOf((byte)'"')].CopyTo(frame[HeadBytes..]);
        lock (Telling)
        {
            for (var i = Walls.Count - 1; i >= 0; i--)
            {
                try
                {
                    Walls[i].Send(frame);
                }
                catch (SocketException)
                {
                    Walls.RemoveAt(i);
                }
            }
        }
    }

    static int ContentLength(ReadOnlySpan<byte> request) =>
        Utf8Parser.TryParse(After(request, "Content-Length: "u8, kept: 0), out int length, out _) ? length : 0;

    /// <summary>What follows on some words, with so many bytes of the words.</summary>
    static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> words, int kept) => text[(text.IndexOf(words) + words.Length - kept)..];
}
