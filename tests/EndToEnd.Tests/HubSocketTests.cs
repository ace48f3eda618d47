using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using VideoWall.EndToEnd.Support;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>The hubs' sockets at their edges: goodbyes, too much, silence, and SignalR's other ways in.</summary>
[Collection(SharedSilo.Name)]
public sealed partial class HubSocketTests(SharedSilo shared)
{
    const string Handshake = "{\"protocol\":\"json\",\"version\":1}\u001e";
    const string Watch = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Watch\",\"arguments\":[{}]}\u001e";

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Page_ThatSaysGoodbye_IsAnswered()
    {
        using var page = await Connect();
        await page.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Soon());
        Assert.Equal((WebSocketState.Closed, WebSocketCloseStatus.NormalClosure), (page.State, page.CloseStatus));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // then on the wire it is small
    public async Task Page_ThatSendsMoreThanAnyPageNeeds_IsPutOut(bool compressed)
    {
        using var page = await Connect(compressed: compressed);
        await page.SendAsync(new byte[9 * 1024], WebSocketMessageType.Text, true, Soon());
        var last = await ToTheEnd(page);
        Assert.Contains("\"type\":7", last, StringComparison.Ordinal); // the hub's own goodbye
        Assert.Equal(WebSocketState.CloseReceived, page.State);
    }

    [Fact]
    public async Task Page_ThatSpeaksAnotherProtocol_IsToldSo()
    {
        using var page = await Connect("{\"protocol\":\"morse\",\"version\":1}\u001e");
        Assert.Contains("The protocol 'morse' is not supported.", await ToTheEnd(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task NegotiatedConnection_HearsTheSame(HttpTransportType transport)
    {
        var service = await shared.Producer.Create();
        var token = await WallPage.Token(shared.Process, service);
        await using var page = new HubConnectionBuilder()
            .WithUrl(new Uri(shared.Process.Address, "/hubs/wall"), transport, options => options.AccessTokenProvider = () => Task.FromResult<string?>(token))
            .Build();
        var changed = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        page.On<JsonElement>("changed", changed.SetResult);
        await page.StartAsync();
        var snapshot = await page.InvokeAsync<JsonElement>("Watch", new { });
        Assert.Equal(service.Id, snapshot.GetProperty("serviceId").GetString());
        (await shared.Producer.Do(service, "blank")).Is(200);
        var delta = await changed.Task.WaitAsync(Timeout, TimeProvider.System);
        Assert.Equal(snapshot.GetProperty("revision").GetInt64(), delta.GetProperty("from").GetInt64());
        Assert.True(delta.GetProperty("blank").GetBoolean());
    }

    [Fact]
    public async Task Pages_ThatNeitherReadNorAnswer_AreGivenUp_AndHoldNobodyElse()
    {
        var service = await shared.Producer.Create();
        var hooks = new Webhook(service.Room);
        await shared.Producer.Take(Enumerable.Range(0, 60).Select(n => hooks.Joined($"church-{n}")));
        var before = await Walls();
        var token = await WallPage.Token(shared.Process, service);
        using var silent = await Connect(token: token, small: true, compressed: true);
        using var plain = await Connect(token: token, small: true);
        foreach (var page in (ClientWebSocket[])[silent, plain])
        {
            await Say(page, Watch);
            await Until(page, "\"type\":3");
            for (var ask = 0; ask < 1000; ask++)
            {
                // Far more than the line holds: the server's send waits, and so may these.
                _ = page.SendAsync(Encoding.UTF8.GetBytes(Watch), WebSocketMessageType.Text, true, CancellationToken.None);
            }
        }
        await using var wall = await WallPage.OfWall(shared.Process, service);
        await wall.Watch(service);
        await shared.Producer.Take(hooks.Left("church-7"));
        await wall.Reaches((await shared.Producer.Read(service)).Revision);
        // Their answers to a ping are due after ten seconds and given ten more.
        await Eventually.Is("the silent pages are gone, the other one is not", Walls, walls => walls == before + 1, TimeSpan.FromMinutes(1));
        Assert.True(wall.IsOpen);
    }

    [Fact]
    public async Task SiloThatStops_SaysGoodbyeToItsPages_AndWaitsForNoneOfThem()
    {
        using var folder = new TemporaryFolder();
        await using var stopped = await SiloProcess.Start(folder.Path);
        using var producer = new Producer(stopped);
        var service = await producer.Create();
        using var wall = await Connect(silo: stopped, token: await WallPage.Token(stopped, service));
        await Say(wall, Watch);
        await Until(wall, "\"type\":3");
        stopped.Signal("TERM");
        Assert.Contains("\"type\":7", await ToTheEnd(wall), StringComparison.Ordinal); // it answers nothing to the goodbye
        Assert.Equal(0, (await stopped.Ended()).Code);
    }

    async Task<int> Walls()
    {
        using var client = new HttpClient { BaseAddress = shared.Process.Address };
        return int.Parse(WallCount().Match(await client.GetStringAsync("/metrics")).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    async Task<ClientWebSocket> Connect(string handshake = Handshake, SiloProcess? silo = null, string? token = null, bool small = false, bool compressed = false)
    {
        silo ??= shared.Process;
        token ??= await WallPage.Token(silo, await shared.Producer.Create());
        var (page, _) = await PageSocket.Open(PageSocket.Address(silo.Address, "/hubs/wall", token), small, compressed, Soon());
        await Say(page, handshake);
        return page;
    }

    static Task Say(ClientWebSocket page, string words) => page.SendAsync(Encoding.UTF8.GetBytes(words), WebSocketMessageType.Text, true, Soon());

    static Task<string> ToTheEnd(ClientWebSocket page) => Until(page, null);

    static async Task<string> Until(ClientWebSocket page, string? word)
    {
        var (heard, buffer) = (new StringBuilder(), new byte[4096]);
        while (word is null || !heard.ToString().Contains(word, StringComparison.Ordinal))
        {
            var part = await page.ReceiveAsync(buffer, Soon());
            if (part.MessageType == WebSocketMessageType.Close)
            {
                break;
            }
            heard.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }
        return heard.ToString();
    }

    static CancellationToken Soon() => new CancellationTokenSource(Timeout, TimeProvider.System).Token;

    [GeneratedRegex("^videowall_hub_connections\\{kind=\"wall\"\\} (\\d+)$", RegexOptions.Multiline)]
    private static partial Regex WallCount();
}
