using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Joining;

/// <summary>The church's way out: with a button, or with a beacon of a tab that is closed.</summary>
public sealed class LeaveTests : IAsyncLifetime
{
    TestHost host = null!;
    string service = "";
    string church = "";
    string token = "";

    public async Task InitializeAsync()
    {
        host = await TestHost.StartWhole();
        var made = await host.Service();
        service = made["id"];
        var joined = (await host.Join(new { code = made["code"], name = "Bern", device = "phone" })).Is(200);
        (church, token) = (joined.Id("church"), joined["hubToken"]);
        await host.Enters(service, church);
        Assert.Equal(["live 0"], await host.Seats(service));
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Goodbye_ByBeacon_FreesTheSeatAtOnce()
    {
        (await host.Anybody().Post("/api/v1/leave", new { token, participantSid = "PA_1" })).Is(204);
        Assert.Equal(["away "], await host.Seats(service));
    }

    [Fact]
    public async Task Goodbye_WithABearerTokenAndNoBody_IsTheSame()
    {
        (await host.Key(token).Post("/api/v1/leave")).Is(204);
        Assert.Equal(["away "], await host.Seats(service));
    }

    [Fact]
    public async Task Goodbye_OfASessionThatAnotherFollowed_ChangesNothing()
    {
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await host.Enters(service, church, "PA_2");
        (await host.Anybody().Post("/api/v1/leave", new { token, participantSid = "PA_1" })).Is(204);
        Assert.Equal(["live 0"], await host.Seats(service));
    }

    [Fact]
    public async Task PageLoadedAnew_KeepsItsSeat()
    {
        (await host.Anybody().Post("/api/v1/leave", new { token, participantSid = "PA_1" })).Is(204);
        var other = (await host.Join(new { code = (await Read())["code"], name = "Basel", device = "tablet" })).Is(200).Id("church");
        (await host.Join(new { code = (await Read())["code"], name = "Bern", device = "phone" })).Is(200);
        host.Time.Advance(TimeSpan.FromSeconds(8));
        await host.Enters(service, other, "PA_3");
        await host.Enters(service, church, "PA_2");
        Assert.Equal(["live 0", "live 1"], await host.Seats(service));
        Assert.Equal(church, (await host.Key().Get($"/api/v1/services/{service}/roster")).Json.GetProperty("churches")[0].GetProperty("churchId").GetString());
    }

    [Fact]
    public async Task Goodbye_WithoutAChurchsToken_IsRefused()
    {
        var made = await Read();
        var wall = (await host.Anybody().Post("/api/v1/wall", new { code = made["code"], key = made["wallUrl"].Split("key=")[1] })).Is(200)["hubToken"];
        foreach (var body in (object[])[new { token = wall }, new { token = "hub_nonsense" }, new { token = "" }, new { }])
        {
            (await host.Anybody().Post("/api/v1/leave", body)).Is(401, "token_wrong");
        }
        (await host.Anybody().Post("/api/v1/leave")).Is(401, "token_wrong");
        (await host.Key().Post("/api/v1/leave")).Is(401, "token_wrong");
        Assert.Equal(["live 0"], await host.Seats(service));
    }

    [Fact]
    public async Task Goodbye_ByATokenOfALinkThatWasReplaced_IsRefused()
    {
        var registered = (await host.Key().Post("/api/v1/churches", new { name = "Chur" })).Is(201);
        var joined = (await host.Join(new { code = (await Read())["code"], key = registered["joinUrl"].Split("/j/")[1], device = "stolen" })).Is(200);
        await host.Enters(service, joined.Id("church"), "PA_9");
        (await host.Key().Post($"/api/v1/churches/{registered["id"]}/link")).Is(200);
        host.Time.Advance(TimeSpan.FromSeconds(2)); // an answer of the store is remembered for one
        (await host.Anybody().Post("/api/v1/leave", new { token = joined["hubToken"] })).Is(401, "token_wrong");
        Assert.Equal(["live 0", "live 1"], await host.Seats(service));
    }

    [Fact]
    public async Task Goodbye_OfAChurchThatWasPutOut_IsRefused()
    {
        (await host.Key().Post($"/api/v1/services/{service}/actions/remove", new { churchId = church })).Is(200);
        await Eventually.Is("the token is withdrawn", async () => (await host.Anybody().Post("/api/v1/leave", new { token })).Status, status => status == 401);
    }

    [Fact]
    public async Task Goodbye_AfterTheEnd_IsTaken()
    {
        (await host.Key().Post($"/api/v1/services/{service}/end")).Is(200);
        (await host.Anybody().Post("/api/v1/leave", new { token })).Is(204);
    }

    Task<Answer> Read() => host.Key().Get($"/api/v1/services/{service}");
}
