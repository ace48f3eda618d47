using System.Net.Sockets;
using System.Text;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>Callers who begin and never end. What they cost in memory: bench/slow-posts.</summary>
[Collection(SharedSilo.Name)]
public sealed class SlowCallerTests(SharedSilo silo)
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>A stranger's webhook is answered before its body has come: nothing of it is kept.</summary>
    [Fact]
    public async Task StrangersWebhook_IsNotWaitedFor()
    {
        using var caller = await Begin("/livekit/webhook", "application/webhook+json", length: 200_000, body: "{");
        Assert.StartsWith("HTTP/1.1 401 ", await FirstLine(caller), StringComparison.Ordinal);
    }

    /// <summary>Of one address, so many may wait for the rest of their bodies; who sends his at once is served as ever.</summary>
    [Fact]
    public async Task BodiesThatNeverEnd_AreHadByAFew_AndHoldUpNobody()
    {
        List<TcpClient> callers = [];
        try
        {
            for (var n = 0; n < 100; n++)
            {
                callers.Add(await Begin("/api/v1/join", "application/json", length: 100, body: "{"));
            }
            using var somebody = silo.Somebody();
            (await somebody.Post("/api/v1/join", new { code = "NOSUCH", name = "Bern" })).Is(404);
            var answers = await Task.WhenAll(callers.Select(FirstLine));
            Assert.Equal(36, answers.Count(line => line.StartsWith("HTTP/1.1 503 ", StringComparison.Ordinal)));
            Assert.Equal(64, answers.Count(line => line.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal))); // given up after a while
        }
        finally
        {
            callers.ForEach(caller => caller.Dispose());
        }
    }

    [Theory]
    [InlineData("/api/v1/session")]
    [InlineData("/api/v1/join")]
    [InlineData("/api/v1/wall")]
    [InlineData("/api/v1/leave")]
    [InlineData("/api/v1/setup")]
    public async Task LargeBodiesOfStrangers_AreRefusedUnread(string path)
    {
        using var caller = await Begin(path, "application/json", length: 9000, body: "{");
        Assert.StartsWith("HTTP/1.1 413 ", await FirstLine(caller), StringComparison.Ordinal);
    }

    /// <summary>A body in two pieces, as a line that drops packets delivers it.</summary>
    [Fact]
    public async Task BodyThatComesLate_IsTakenWhole()
    {
        using var caller = await Begin("/api/v1/session", "application/json", length: 43, body: """{"username":"adm""");
        await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes("""in","password":"not this"}  """[..27]));
        Assert.StartsWith("HTTP/1.1 401 ", await FirstLine(caller), StringComparison.Ordinal);
    }

    async Task<TcpClient> Begin(string path, string type, int length, string body)
    {
        var caller = new TcpClient();
        await caller.ConnectAsync(silo.Process.Address.Host, silo.Process.Address.Port);
        await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: wall.example.org\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n\r\n{body}"));
        return caller;
    }

    static async Task<string> FirstLine(TcpClient caller)
    {
        using var reader = new StreamReader(caller.GetStream(), Encoding.ASCII, leaveOpen: true);
        return await reader.ReadLineAsync().WaitAsync(Timeout, TimeProvider.System) ?? "";
    }
}
