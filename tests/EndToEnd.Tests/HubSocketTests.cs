using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using VideoWall.EndToEnd.Support;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>The hubs' sockets at their edges: goodbyes, too much, silence, and SignalR's other ways in.</summary>
[Collection(SharedSilo.Name)]
public sealed partial class HubSocketTests(SharedSilo hall)
{
    const string Handshake = "{\"protocol\":\"json\",\"version\":1}\u001e";

    [Fact]
    public async Task Page_ThatSaysGoodbye_IsAnswered()
    {
        using var page = await Connect();
        await page.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Patience());
        Assert.Equal((WebSocketState.Closed, WebSocketCloseStatus.NormalClosure), (page.State, page.CloseStatus));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // then on the wire it is small
    public async Task Page_ThatSendsMoreThanAnyPageNeeds_IsPutOut(bool compressed)
    {
        using var page = await Connect(compressed: compressed);
        await page.SendAsync(new byte[9 * 1024], WebSocketMessageType.Text, true, Patience());
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
    [InlineData(true)]
    [InlineData(false)]
    public async Task NegotiatedConnection_HearsTheSame(bool socket)
    {
        var service = await hall.Producer.Create();
        var token = await Token(service);
        using var client = new HttpClient { BaseAddress = hall.Process.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var negotiated = await Body(await client.PostAsync("/hubs/wall/negotiate?negotiateVersion=1", null));
        var path = $"/hubs/wall?id={Uri.EscapeDataString(ConnectionToken().Match(negotiated).Groups[1].Value)}";
        const string Watch = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Watch\",\"arguments\":[{}]}\u001e";
        string heard;
        if (socket)
        {
            using var page = await Connect(Handshake, path, token);
            await page.SendAsync(Encoding.UTF8.GetBytes(Watch), WebSocketMessageType.Text, true, Patience());
            heard = await Until(page, service.Id);
        }
        else
        {
            await client.GetAsync(path); // the first poll opens the connection
            await Body(await client.PostAsync(path, new StringContent(Handshake + Watch)));
            for (heard = ""; !heard.Contains(service.Id, StringComparison.Ordinal);)
            {
                heard += await Body(await client.GetAsync(path));
            }
            await client.DeleteAsync(path);
        }
        Assert.Contains($"\"serviceId\":\"{service.Id}\"", heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_ThatNeitherReadNorAnswer_AreGivenUp_AndHoldNobodyElse()
    {
        var service = await hall.Producer.Create();
        var hooks = new Webhook(service.Room);
        await hall.Producer.Take(Enumerable.Range(0, 60).Select(n => hooks.Joined($"church-{n}")));
        var before = await Walls();
        await using var silent = await WallPage.OfWall(hall.Process, service, small: true);
        await using var plain = await WallPage.OfWall(hall.Process, service, small: true, compressed: false);
        foreach (var page in (WallPage[])[silent, plain])
        {
            await page.Watch(service);
            page.Pause();
            for (var ask = 0; ask < 1000; ask++)
            {
                page.Burden(service); // far more than the line holds: the server's send waits
            }
        }
        await using var wall = await WallPage.OfWall(hall.Process, service);
        await wall.Watch(service);
        await hall.Producer.Take(hooks.Left("church-7"));
        await wall.Reaches((await hall.Producer.Read(service)).Revision);
        // Their answers to a ping are due after ten seconds and given ten more.
        await Eventually.Is("the silent pages are gone, the other one is not", Walls, walls => walls == before + 1, TimeSpan.FromMinutes(1));
        Assert.True(wall.IsOpen);
    }

    [Fact]
    public async Task HallThatStops_SaysGoodbyeToItsPages_AndWaitsForNoneOfThem()
    {
        using var folder = new TemporaryFolder();
        await using var stopped = await SiloProcess.Start(folder.Path);
        using var producer = new Producer(stopped);
        var service = await producer.Create();
        await using var wall = await WallPage.OfWall(stopped, service);
        await wall.Watch(service);
        stopped.Signal("TERM");
        await wall.Closed; // it answers nothing to the goodbye
        Assert.Contains("\"type\":7", wall.Raw, StringComparison.Ordinal);
        Assert.Equal(0, (await stopped.Ended()).Code);
    }

    async Task<int> Walls()
    {
        using var client = new HttpClient { BaseAddress = hall.Process.Address };
        return int.Parse(WallCount().Match(await client.GetStringAsync("/metrics")).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    async Task<string> Token(Service service)
    {
        using var somebody = hall.Somebody();
        return (await somebody.Post("/api/v1/wall", new { service.Code, key = service.WallKey })).Is(200)["hubToken"];
    }

    async Task<ClientWebSocket> Connect(string handshake = Handshake, string path = "/hubs/wall", string? token = null, bool compressed = false)
    {
        var page = new ClientWebSocket { Options = { DangerousDeflateOptions = compressed ? new() : null } };
        page.Options.SetRequestHeader("Authorization", $"Bearer {token ?? await Token(await hall.Producer.Create())}");
        await page.ConnectAsync(new UriBuilder(new Uri(hall.Process.Address, path)) { Scheme = "ws" }.Uri, Patience());
        await page.SendAsync(Encoding.UTF8.GetBytes(handshake), WebSocketMessageType.Text, true, Patience());
        return page;
    }

    static Task<string> ToTheEnd(ClientWebSocket page) => Until(page, null);

    static async Task<string> Until(ClientWebSocket page, string? word)
    {
        var (heard, buffer) = (new StringBuilder(), new byte[4096]);
        while (word is null || !heard.ToString().Contains(word, StringComparison.Ordinal))
        {
            var part = await page.ReceiveAsync(buffer, Patience());
            if (part.MessageType == WebSocketMessageType.Close)
            {
                break;
            }
            heard.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }
        return heard.ToString();
    }

    static async Task<string> Body(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri} answered {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync();
    }

    static CancellationToken Patience() => new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System).Token;

    [GeneratedRegex("\"connectionToken\":\"([^\"]+)\"")]
    private static partial Regex ConnectionToken();

    [GeneratedRegex("^videowall_hub_connections\\{kind=\"wall\"\\} (\\d+)$", RegexOptions.Multiline)]
    private static partial Regex WallCount();
}
