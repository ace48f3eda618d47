using System.Net.Sockets;
using System.Text;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Webhooks;

public sealed class WebhookChunksTests
{
    [Theory]
    [InlineData("zz", 400)]
    [InlineData("ffffffffffffffff", 400)]
    [InlineData("2", 401)] // read, and not believed
    public async Task A_chunk_of_a_size_that_is_none_is_no_large_body(string size, int status)
    {
        await using var host = await TestHost.StartWhole();
        using var line = new TcpClient(host.Address.Host, host.Address.Port);
        await using var stream = line.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            $"POST /livekit/webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/webhook+json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{size}\r\n{{}}\r\n0\r\n\r\n"));
        using var reader = new StreamReader(stream);
        Assert.StartsWith($"HTTP/1.1 {status}", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
