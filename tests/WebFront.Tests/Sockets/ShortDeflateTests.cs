using System.IO.Compression;
using VideoWall.WebFront.Sockets;

namespace VideoWall.WebFront.Tests.Sockets;

public sealed class ShortDeflateTests
{
    readonly ShortDeflate deflate = new();

    /// <summary>The framework's inflater is the judge, for messages that repeat themselves and the one before more or less.</summary>
    [Fact]
    public void Whatever_is_packed_comes_out_again()
    {
        var random = new Random(7);
        for (var run = 0; run < 2000; run++)
        {
            var both = new byte[random.Next(PerMessageDeflate.Window + 1)];
            var (letters, first) = (random.Next(1, 257), random.Next(256));
            for (var i = 0; i < both.Length;)
            {
                if (i > 0 && random.Next(3) == 0)
                {
                    for (var (from, copies) = (random.Next(i), random.Next(1, 600)); copies > 0 && i < both.Length; copies--)
                    {
                        both[i++] = both[from++];
                    }
                }
                else
                {
                    both[i++] = (byte)(first + random.Next(letters));
                }
            }
            var border = random.Next(both.Length + 1);
            Assert.Equal(both, Inflated(both[..border], both[border..]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    public void Runs_of_one_letter_take_next_to_nothing(int length)
    {
        var run = new byte[length];
        Assert.InRange(deflate.Pack([], run).Length, 1, 3 + (length / 100));
        Assert.Equal(run, Inflated([], run));
    }

    [Fact]
    public void What_was_said_before_takes_a_few_bytes()
    {
        var said = Enumerable.Range(0, 256).Select(i => (byte)(i * 37)).ToArray();
        Assert.InRange(deflate.Pack(said, said).Length, 1, 6);
    }

    byte[] Inflated(byte[] before, byte[] message)
    {
        byte[] stream = [.. Message([], before), .. Message(before, message), 0x01, 0x00, 0x00, 0xff, 0xff];
        using var inflated = new MemoryStream();
        using var inflate = new DeflateStream(new MemoryStream(stream), CompressionMode.Decompress);
        inflate.CopyTo(inflated);
        return inflated.ToArray();
    }

    byte[] Message(byte[] before, byte[] message) => [.. deflate.Pack(before, message), 0x00, 0x00, 0xff, 0xff];
}
