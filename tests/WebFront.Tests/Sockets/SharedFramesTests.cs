using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using VideoWall.WebFront.Sockets;

namespace VideoWall.WebFront.Tests.Sockets;

public sealed class SharedFramesTests
{
    readonly Page page = new();

    [Fact]
    public void A_page_reads_what_was_sent()
    {
        var messages = Enumerable.Range(41, 100).Select(Delta).ToList();
        messages.ForEach(page.IsTold);
        Assert.Equal(string.Concat(messages.Select(Text)), page.Reads());
    }

    [Fact]
    public void What_the_message_before_had_too_is_not_sent_again()
    {
        page.IsTold(Delta(41));
        page.IsTold(Delta(42));
        Assert.InRange(page.Sizes[1], 1, page.Sizes[0] / 2);
    }

    [Fact]
    public void Pages_that_are_told_the_same_share_each_frame()
    {
        SharedFrames one = new(), other = new();
        ReadOnlyMemory<byte> first = Delta(41), second = Delta(42);
        Assert.Same(one.Next(first), other.Next(first));
        Assert.Same(one.Next(second), other.Next(second));
    }

    [Fact]
    public void A_page_that_was_told_something_else_gets_a_frame_that_it_can_read()
    {
        var late = new Page();
        byte[] first = Delta(41), second = Delta(42), third = Delta(43);
        page.IsTold(first);
        page.IsTold(second);
        late.IsTold(second);
        page.IsTold(third);
        late.IsTold(third);
        Assert.Equal(Text(first) + Text(second) + Text(third), page.Reads());
        Assert.Equal(Text(second) + Text(third), late.Reads());
        Assert.Equal(page.Sizes[2], late.Sizes[1]); // and is in step again
    }

    [Theory]
    [InlineData(11)] // a ping
    [InlineData(4097)] // further back than the page looks
    public void Too_short_or_too_long_it_is_sent_as_it_is_and_leads_to_nothing(int length)
    {
        var (first, second) = (Delta(41), Delta(42));
        page.IsTold(first);
        Assert.Null(page.Frames.Next(Encoding.UTF8.GetBytes(new string('x', length))));
        page.IsTold(second);
        Assert.Equal(Text(first) + Text(second), page.Reads());
    }

    [Fact]
    public void What_does_not_get_smaller_is_sent_as_it_is_and_leads_to_nothing()
    {
        var (first, second) = (Delta(41), Delta(42));
        page.IsTold(first);
        Assert.Null(page.Frames.Next(RandomNumberGenerator.GetBytes(200)));
        page.IsTold(second);
        Assert.Equal(Text(first) + Text(second), page.Reads());
    }

    [Fact]
    public void Nothing_leads_back_further_than_the_page_looks()
    {
        var half = RandomNumberGenerator.GetHexString(PerMessageDeflate.Window / 2 + 1);
        var (first, again) = (Encoding.UTF8.GetBytes(half), Encoding.UTF8.GetBytes(half));
        page.IsTold(first);
        page.IsTold(again);
        Assert.Equal(page.Sizes[0], page.Sizes[1]);
        Assert.Equal(half + half, page.Reads());
    }

    static byte[] Delta(int revision) => Encoding.UTF8.GetBytes(
        $$"""{"type":1,"target":"changed","arguments":[{"from":{{revision}},"to":{{revision + 1}},"seats":[{"seat":{{revision % 60}},"state":"live","trackSid":"TR_VC{{revision * 7919 % 100_000}}"}]}]}""" + '\u001e');

    static string Text(byte[] message) => Encoding.UTF8.GetString(message);

    /// <summary>The other side of a socket: takes frames apart (RFC 6455) and inflates what they carry (RFC 7692) as one stream.</summary>
    sealed class Page
    {
        readonly List<byte> heard = [];

        public SharedFrames Frames { get; } = new();

        /// <summary>Of the frames' contents, in bytes.</summary>
        public List<int> Sizes { get; } = [];

        public void IsTold(byte[] message)
        {
            var frame = Frames.Next(message)!.AsSpan();
            Assert.Equal(0xC1, frame[0]); // the only frame of a compressed text, which no server masks
            var (length, head) = frame[1] < 126 ? (frame[1], 2) : (BinaryPrimitives.ReadUInt16BigEndian(frame[2..]), 4);
            Assert.True(head == 2 ? length < 126 : length >= 126);
            Assert.Equal(length, frame.Length - head);
            Sizes.Add(length);
            heard.AddRange([.. frame[head..], 0x00, 0x00, 0xff, 0xff]);
        }

        public string Reads()
        {
            byte[] stream = [.. heard, 0x01, 0x00, 0x00, 0xff, 0xff]; // with an end
            using var text = new StreamReader(new DeflateStream(new MemoryStream(stream), CompressionMode.Decompress));
            return text.ReadToEnd();
        }
    }
}
