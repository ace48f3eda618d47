using VideoWall.WebFront.Sockets;

namespace VideoWall.WebFront.Tests.Sockets;

public sealed class PerMessageDeflateTests
{
    [Theory]
    [InlineData("permessage-deflate")]
    [InlineData("permessage-deflate; client_max_window_bits")] // Chromium, Firefox
    [InlineData("Permessage-Deflate;CLIENT_MAX_WINDOW_BITS=15;client_no_context_takeover")]
    [InlineData("permessage-deflate; server_max_window_bits=15")]
    [InlineData("permessage-deflate; server_max_window_bits=\"12\"")]
    [InlineData("x-webkit-deflate-frame, permessage-deflate")]
    [InlineData("permessage-deflate; server_no_context_takeover, permessage-deflate")] // what is wanted most comes first
    public void Suits(string offers) => Assert.True(PerMessageDeflate.IsOffered(offers));

    [Theory]
    [InlineData("")]
    [InlineData("x-webkit-deflate-frame")]
    [InlineData("permessage-deflate; server_no_context_takeover")]
    [InlineData("permessage-deflate; server_max_window_bits=11")] // we lead back further
    [InlineData("permessage-deflate; server_max_window_bits")]
    [InlineData("permessage-deflate; server_max_window_bits=16")]
    [InlineData("permessage-deflate; client_max_window_bits=7")]
    [InlineData("permessage-deflate; client_max_window_bits=099")]
    [InlineData("permessage-deflate; client_no_context_takeover=1")]
    [InlineData("permessage-deflate; client_max_window_bits; client_max_window_bits=10")]
    [InlineData("permessage-deflate; something_new")]
    [InlineData("permessage-deflate;")]
    public void Does_not_suit(string offers) => Assert.False(PerMessageDeflate.IsOffered(offers));

    [Fact]
    public void No_header_is_no_offer() => Assert.False(PerMessageDeflate.IsOffered(default));

    [Fact]
    public void Offers_may_stand_on_lines_of_their_own() => Assert.True(PerMessageDeflate.IsOffered(new(["x-other", "permessage-deflate"])));
}
