using System.Buffers.Binary;

namespace VideoWall.WebFront.Sockets;

/// <summary>
/// Compressed frames (RFC 7692) of messages that go to many pages alike, for one page. Each leads back to the compressed message
/// before it and to nothing else: pages that were told the same share the frame, though each has a connection of its own.
/// </summary>
/// <remarks>What is sent uncompressed in between, such as pings, does not enter a page's window (section 7.2.3.2).</remarks>
sealed class SharedFrames
{
    /// <summary>Bytes; of less there is nothing to gain.</summary>
    const int Least = 64;

    const byte FinalCompressedText = 0xC1; // FIN, RSV1 and the opcode of a text (RFC 6455, section 5.2)
    const int LongestShort = 125;

    /// <summary>A round tells page after page the same.</summary>
    [ThreadStatic]
    static (ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> Message, byte[]? Frame) latest;

    [ThreadStatic]
    static ShortDeflate? deflate;

    ReadOnlyMemory<byte> before;

    /// <summary>The frame to send next; null for a message that is better sent as it is.</summary>
    /// <param name="message">Kept, and compared by its place in memory: its bytes must never change.</param>
    public byte[]? Next(ReadOnlyMemory<byte> message)
    {
        if (message.Length is < Least or > PerMessageDeflate.Window)
        {
            return null;
        }
        var context = before.Length + message.Length <= PerMessageDeflate.Window ? before : default;
        if (!latest.Message.Equals(message) || !latest.Before.Equals(context))
        {
            latest = (context, message, Frame(context.Span, message.Span));
        }
        if (latest.Frame is not null)
        {
            before = message;
        }
        return latest.Frame;
    }

    static byte[]? Frame(ReadOnlySpan<byte> before, ReadOnlySpan<byte> message)
    {
        var payload = (deflate ??= new()).Pack(before, message);
        return payload.Length < message.Length ? [FinalCompressedText, .. Length(payload.Length), .. payload] : null;
    }

    static byte[] Length(int bytes)
    {
        if (bytes <= LongestShort)
        {
            return [(byte)bytes];
        }
        byte[] extended = [LongestShort + 1, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(extended.AsSpan(1), (ushort)bytes);
        return extended;
    }
}
