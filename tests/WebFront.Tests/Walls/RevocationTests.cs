using VideoWall.WebFront.Access;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Walls;

/// <summary>
/// What was taken back reaches the connections that it had opened: they end, and what opened them opens nothing any more. That it takes
/// no longer than two seconds, on every silo, is tests/Cluster.Tests' to show.
/// </summary>
public sealed class RevocationTests : IAsyncLifetime
{
    const string Wall = "/hubs/wall";
    const string Church = "/hubs/church";

    TestHost host = null!;
    Client producer = null!;
    HubLine panel = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.StartWhole();
        producer = host.Key();
        panel = await Panel(host);
    }

    static async Task<HubLine> Panel(TestHost of) =>
        await HubLine.Open(of.Address, Wall, (await of.Key().Post("/api/v1/keys", new { name = "always there", role = "viewer" })).Is(201)["key"]);

    public Task DisposeAsync()
    {
        panel.Dispose();
        return host.DisposeAsync().AsTask();
    }

    public static TheoryData<string> WaysOutOfASession => ["sign-out", "ended by an administrator", "account deleted", "another role", "another password"];

    [Theory]
    [MemberData(nameof(WaysOutOfASession))]
    public async Task Console_WhoseSessionDoesNotStandAsItDid_IsPutOut(string how)
    {
        (await producer.Post("/api/v1/users", new { name = "ruth", password = "a long pass phrase", role = "producer" })).Is(201);
        var ruth = await host.SignedIn("ruth", "a long pass phrase");
        var cookie = ruth.Cookie;
        using var console = await HubLine.Open(host.Address, Wall, cookie: cookie);
        using var other = await HubLine.Open(host.Address, Wall, cookie: (await host.SignedIn()).Cookie);
        await Stays(console);

        switch (how)
        {
            case "sign-out":
                (await ruth.Delete("/api/v1/session")).Is(204);
                break;
            case "ended by an administrator":
                var session = Assert.Single((await producer.Get("/api/v1/sessions?user=ruth")).Is(200).Json.GetProperty("items").EnumerateArray());
                (await producer.Delete($"/api/v1/sessions/{session.GetProperty("id")}")).Is(204);
                break;
            case "account deleted":
                (await producer.Delete("/api/v1/users/ruth")).Is(204);
                break;
            case "another role":
                (await producer.Patch("/api/v1/users/ruth", new { role = "viewer" })).Is(200);
                break;
            default:
                (await producer.Patch("/api/v1/users/ruth", new { password = "another pass phrase" })).Is(200);
                break;
        }

        await Ends(console);
        // Another role is another session's right: it may come back with that.
        Assert.Equal(how == "another role" ? 101 : 401, await HubLine.StatusOf(host.Address, Wall, cookie: cookie));
        await Stays(other);
    }

    /// <summary>Of an hour here: timers that tick once a second tick through a fake month too.</summary>
    [Fact]
    public async Task Console_WhoseSessionsLifeIsOver_IsPutOut()
    {
        await using var brief = await TestHost.StartWhole(sessionLife: TimeSpan.FromHours(1));
        using var always = await Panel(brief);
        var cookie = (await brief.SignedIn()).Cookie;
        using var console = await HubLine.Open(brief.Address, Wall, cookie: cookie);
        await Stays(console, brief);
        brief.Time.Advance(TimeSpan.FromMinutes(59));
        await Stays(console, brief);
        brief.Time.Advance(TimeSpan.FromMinutes(1));
        await Ends(console, brief);
        Assert.Equal(401, await HubLine.StatusOf(brief.Address, Wall, cookie: cookie));
    }

    [Fact]
    public async Task Program_WhoseKeyIsDeleted_IsPutOut_OthersStay()
    {
        var key = (await producer.Post("/api/v1/keys", new { name = "panel", role = "viewer" })).Is(201);
        using var program = await HubLine.Open(host.Address, Wall, key["key"]);
        using var other = await HubLine.Open(host.Address, Wall, TestHost.AdminKey);
        await Stays(program);
        (await producer.Delete($"/api/v1/keys/{key["id"]}")).Is(204);
        await Ends(program);
        await Stays(other);
        Assert.Equal(401, await HubLine.StatusOf(host.Address, Wall, key["key"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wall_WhoseLinkWasReplaced_IsPutOutAndItsTokenOpensNothing_TheNewLinkDoes(bool watches)
    {
        var service = await Service();
        var old = await WallToken(service);
        using var wall = await HubLine.Open(host.Address, Wall, old);
        if (watches)
        {
            await wall.Call("Watch", "{}");
            await Eventually.Is("it watches", () => wall.Heard, heard => heard.Contains("\"revision\"", StringComparison.Ordinal));
        }
        await Stays(wall);
        var changed = (await producer.Post($"/api/v1/services/{service["id"]}/wall-key")).Is(200);
        await Ends(wall);
        Assert.Equal(401, await HubLine.StatusOf(host.Address, Wall, old));
        using var again = await HubLine.Open(host.Address, Wall, await WallToken(changed));
        await Stays(again);
    }

    [Fact]
    public async Task WallThatCameByCode_IsPutOutWhenTheCodeOpensNoneAnyMore_TheOneWithTheLinkStays()
    {
        var service = await Service(new { title = "Sunday", wallAccess = "code" });
        var byCode = (await host.Anybody().Post("/api/v1/wall", new { code = service["code"] })).Is(200)["hubToken"];
        using var stranger = await HubLine.Open(host.Address, Wall, byCode);
        using var wall = await HubLine.Open(host.Address, Wall, await WallToken(service));
        await Stays(stranger);
        (await producer.Patch($"/api/v1/services/{service["id"]}", new { wallAccess = "key" })).Is(200);
        await Ends(stranger);
        await Stays(wall);
        Assert.Equal(401, await HubLine.StatusOf(host.Address, Wall, byCode));
    }

    [Fact]
    public async Task Token_OfAServiceThatWasDeleted_OpensNothing()
    {
        var service = await Service();
        using var wall = await HubLine.Open(host.Address, Wall, await WallToken(service));
        (await producer.Post($"/api/v1/services/{service["id"]}/end")).Is(200);
        await Stays(wall); // it shows the end
        (await producer.Delete($"/api/v1/services/{service["id"]}")).Is(204);
        await Ends(wall);
    }

    [Theory]
    [InlineData("remove", "open")]
    [InlineData("deny", "approval")]
    public async Task Church_ThatIsPutOut_HearsWhyAndIsDisconnected_UntilItIsAdmittedAgain(string action, string admission)
    {
        var service = await Service(new { title = "Sunday", admission });
        var joined = await Join(service, new { code = service["code"], name = "Bern", device = "phone" });
        var (id, token) = (joined.Json.GetProperty("church").GetProperty("id").GetString(), joined["hubToken"]);
        using var church = await HubLine.Open(host.Address, Church, token);
        await church.Call("Watch");
        await Eventually.Is("it watches", () => church.Heard, heard => heard.Contains("\"churchId\"", StringComparison.Ordinal));
        using var silent = await HubLine.Open(host.Address, Church, token); // that watches nothing counts as well
        await Stays(church);

        (await producer.Post($"/api/v1/services/{service["id"]}/actions/{action}", new { churchId = id })).Is(200);
        await Ends(church);
        await Ends(silent);
        Assert.Contains("\"state\":\"removed\"", church.Heard, StringComparison.Ordinal);
        Assert.Equal(401, await HubLine.StatusOf(host.Address, Church, token));

        (await producer.Post($"/api/v1/services/{service["id"]}/actions/admit", new { churchId = id })).Is(200);
        Assert.Equal(101, await HubLine.StatusOf(host.Address, Church, token));
    }

    public static TheoryData<string> WaysOutOfALink => ["revoked", "replaced", "deleted"];

    [Theory]
    [MemberData(nameof(WaysOutOfALink))]
    public async Task Church_WhosePersonalLinkIsWithdrawn_IsDisconnected(string how)
    {
        var service = await Service();
        var made = (await producer.Post("/api/v1/churches", new { name = "Bern" })).Is(201);
        var address = $"/api/v1/churches/{made["id"]}";
        var token = (await Join(service, new { code = service["code"], key = made["joinUrl"].Split('/')[^1], device = "phone" }))["hubToken"];
        using var church = await HubLine.Open(host.Address, Church, token);
        using var guest = await HubLine.Open(host.Address, Church, (await Join(service, new { code = service["code"], name = "Guest" }))["hubToken"]);
        await Stays(church);
        (how switch
        {
            "revoked" => await producer.Patch(address, new { revoked = true }),
            "replaced" => await producer.Post($"{address}/link"),
            _ => await producer.Delete(address),
        }).Is(how == "deleted" ? 204 : 200);
        await Ends(church);
        Assert.Equal(401, await HubLine.StatusOf(host.Address, Church, token));
        await Stays(guest);
    }

    [Fact]
    public async Task WhileTheDatabaseIsAway_NobodyIsPutOut_AndAfterwardsEverythingCounts()
    {
        var admin = await host.SignedIn();
        using var console = await HubLine.Open(host.Address, Wall, cookie: admin.Cookie);
        host.Store.IsAway = true;
        await Stays(console);
        host.Store.IsAway = false;
        (await admin.Delete("/api/v1/session")).Is(204);
        await Ends(console);
    }

    async Task<Answer> Service(object? settings = null) => (await producer.Post("/api/v1/services", settings ?? new { title = "Sunday" })).Is(201);

    async Task<string> WallToken(Answer service) => (await host.Anybody().Post("/api/v1/wall", new { code = service["code"], key = service["wallUrl"].Split("key=")[1] })).Is(200)["hubToken"];

    async Task<Answer> Join(Answer service, object body)
    {
        Assert.Equal("live", service["state"]);
        return (await host.Anybody().Post("/api/v1/join", body)).Is(200);
    }

    /// <summary>The clock goes on until it has ended.</summary>
    async Task Ends(HubLine page, TestHost? of = null) => await Eventually.Is("the connection is ended", () =>
    {
        (of ?? host).Time.Advance(OpenConnections.Every);
        return page.Ended.IsCompleted;
    }, ended => ended);

    /// <summary>Nothing ends it while all are looked after three times: the store is asked each time, if only for the panel.</summary>
    async Task Stays(HubLine page, TestHost? of = null)
    {
        for (var looks = 0; looks < 3; looks++)
        {
            var calls = (of ?? host).Store.Calls;
            (of ?? host).Time.Advance(OpenConnections.Every);
            await Eventually.Is("the store is asked", () => (of ?? host).Store.Calls, now => now > calls);
        }
        Assert.False(page.Ended.IsCompleted);
    }
}
