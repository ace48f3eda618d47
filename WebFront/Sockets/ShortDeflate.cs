using System.Numerics;

namespace VideoWall.WebFront.Sockets;

/// <summary>
/// DEFLATE (RFC 1951) for messages of some hundred bytes that resemble the one before: one block with the fixed codes.
/// The framework's compressor is made for files. It takes a quarter of a megabyte for each message and some 10 µs, this one
/// about one.
/// </summary>
sealed class ShortDeflate
{
    const int Shortest = 4;
    const int Longest = 257; // 258 has a code of its own
    const int HashBits = 10;
    const int MostTries = 16;
    const int EndOfBlock = 256;

    static readonly (uint Code, int Bits)[] Symbols = [.. Enumerable.Range(0, 288).Select(symbol => symbol switch
    {
        < 144 => Reversed(0x30 + symbol, 8),
        < 256 => Reversed(0x190 + symbol - 144, 9),
        < 280 => Reversed(symbol - 256, 7),
        _ => Reversed(0xC0 + symbol - 280, 8),
    })];

    readonly byte[] text = new byte[PerMessageDeflate.Window];
    readonly short[] newest = new short[1 << HashBits];
    readonly short[] older = new short[PerMessageDeflate.Window];
    readonly byte[] output = new byte[PerMessageDeflate.Window * 9 / 8 + 8]; // the longest codes have nine bits
    ulong bits;
    int count;
    int written;

    /// <summary>
    /// The message as an inflater needs it that has read <paramref name="before"/> (both together no longer than the window),
    /// without the four bytes that end each message of a WebSocket. Valid until the next call.
    /// </summary>
    public ReadOnlySpan<byte> Pack(ReadOnlySpan<byte> before, ReadOnlySpan<byte> message)
    {
        before.CopyTo(text);
        message.CopyTo(text.AsSpan(before.Length));
        var end = before.Length + message.Length;
        Array.Fill(newest, (short)-1);
        (bits, count, written) = (0, 0, 0);
        Write(0b010, 3); // not the last block; fixed codes
        for (var at = 0; at < before.Length; at++)
        {
            Remember(at, end);
        }
        for (var at = before.Length; at < end;)
        {
            var (length, distance) = Match(at, end);
            if (distance > 0)
            {
                WriteMatch((uint)length, (uint)distance);
            }
            else
            {
                Write(Symbols[text[at]]);
            }
            for (var next = at + length; at < next; at++)
            {
                Remember(at, end);
            }
        }
        Write(Symbols[EndOfBlock]);
        Write(0, 3); // an empty stored block brings the message to a whole byte; the rest of it is what is not sent
        Write(0, -count & 7);
        return output.AsSpan(0, written);
    }

    /// <summary>The longest of the latest places where the same was said; a distance of 0 for none.</summary>
    (int Length, int Distance) Match(int at, int end)
    {
        var (best, distance) = (Shortest - 1, 0);
        var most = Math.Min(Longest, end - at);
        if (most < Shortest)
        {
            return (1, 0);
        }
        var earlier = newest[Hash(at)];
        for (var tries = 0; earlier >= 0 && tries < MostTries; tries++, earlier = older[earlier])
        {
            var length = text.AsSpan(at, most).CommonPrefixLength(text.AsSpan(earlier, most));
            if (length > best)
            {
                (best, distance) = (length, at - earlier);
            }
        }
        return distance > 0 ? (best, distance) : (1, 0);
    }

    void Remember(int at, int end)
    {
        if (end - at >= Shortest)
        {
            ref var latest = ref newest[Hash(at)];
            (older[at], latest) = (latest, (short)at);
        }
    }

    int Hash(int at) => (int)(BitConverter.ToUInt32(text, at) * 2654435761u >> (32 - HashBits));

    /// <summary>RFC 1951, section 3.2.5: codes by powers of two, the rest in extra bits.</summary>
    void WriteMatch(uint length, uint distance)
    {
        var (code, extra) = length < 11 ? ((int)length - 3, 0) : Split(length - 3, 2);
        Write(Symbols[257 + code]);
        Write((length - 3) & ((1u << extra) - 1), extra);
        (code, extra) = distance < 3 ? ((int)distance - 1, 0) : Split(distance - 1, 1);
        Write(Reversed(code, 5));
        Write((distance - 1) & ((1u << extra) - 1), extra);
    }

    static (int Code, int Extra) Split(uint value, int leading)
    {
        var extra = BitOperations.Log2(value) - leading;
        return (((extra + 1) << leading) + (int)((value >> extra) & ((1u << leading) - 1)), extra);
    }

    void Write((uint Code, int Bits) symbol) => Write(symbol.Code, symbol.Bits);

    void Write(uint value, int length)
    {
        bits |= (ulong)value << count;
        for (count += length; count >= 8; count -= 8)
        {
            output[written++] = (byte)bits;
            bits >>= 8;
        }
    }

    /// <summary>Codes begin with their highest bit, everything else with its lowest.</summary>
    static (uint Code, int Bits) Reversed(int code, int bits)
    {
        var reversed = 0u;
        for (var bit = 0; bit < bits; bit++)
        {
            reversed |= (uint)(code >> bit & 1) << (bits - 1 - bit);
        }
        return (reversed, bits);
    }
}
