using VideoWall.WebFront.Access;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Registry;

public sealed class ChurchesTests : IAsyncLifetime
{
    const string Churches = Registered.Churches;
    TestHost host = null!;
    Client producer = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.Start(new AccessOptions { AdminApiKey = TestHost.AdminKey, PublicBaseUrl = new("https://wall.example.org") }, grains: true);
        var key = (await host.Key().Post("/api/v1/keys", new { name = "tests", role = "producer" })).Is(201)["key"];
        producer = host.Key(key);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_church_is_registered_read_changed_and_deleted_and_the_journal_says_by_whom()
    {
        var made = await producer.Church(" St.  Olav ", "Trondheim", "1042");
        Assert.Equal(["St. Olav", "Trondheim", "1042"], [made["name"], made["city"], made["externalId"]]);
        Assert.Matches("^[a-z2-7]{10}$", made["id"]);
        Assert.Matches("^https://wall.example.org/j/[A-Za-z0-9_-]{22}$", made["joinUrl"]);
        Assert.Equal($"{Churches}/{made["id"]}", made.Headers["Location"]);
        var path = made.Headers["Location"];
        Assert.Equal(made.Text, (await producer.Get(path)).Is(200).Text);

        var changed = (await producer.Patch(path, new { city = "Oslo", trusted = true })).Is(200);
        Assert.Equal(["St. Olav", "Oslo", "1042", "True"], [changed["name"], changed["city"], changed["externalId"], changed["trusted"]]);
        Assert.Equal("", (await producer.Patch(path, new { externalId = (string?)null })).Is(200)["externalId"]);

        (await producer.Delete(path)).Is(204);
        (await producer.Get(path)).Is(404, "unknown_church");
        (await producer.Delete(path)).Is(404, "unknown_church");
        (await producer.Patch(path, new { city = "Oslo" })).Is(404, "unknown_church");
        Assert.Empty(await producer.Everyone());
        Assert.All(host.Store.Journal.Appends.SelectMany(a => a.Events), e => Assert.Equal("key:tests", e.By));
    }

    [Fact]
    public async Task A_link_is_revoked_given_back_and_replaced()
    {
        var made = await producer.Church("St. Olav");
        var path = made.Headers["Location"];
        Assert.Equal("True", (await producer.Patch(path, new { revoked = true })).Is(200)["revoked"]);
        Assert.Equal("False", (await producer.Patch(path, new { revoked = false })).Is(200)["revoked"]);
        (await producer.Patch(path, new { revoked = true })).Is(200);
        var replaced = (await producer.Post($"{path}/link")).Is(200);
        Assert.NotEqual(made["joinUrl"], replaced["joinUrl"]);
        Assert.Equal("False", replaced["revoked"]);
        Assert.Null(await host.Store.Listings.ChurchByKey(made["joinUrl"].Split('/')[^1]));
        Assert.Equal(made["id"], (await host.Store.Listings.ChurchByKey(replaced["joinUrl"].Split('/')[^1]))!.Id);
        (await producer.Post($"{Churches}/nosuch/link")).Is(404, "unknown_church");
    }

    [Fact]
    public async Task Two_churches_may_have_one_name_but_not_one_external_id()
    {
        await producer.Church("St. Mary", "Oslo", "7");
        await producer.Church("St. Mary", "Oslo");
        Assert.Equal("externalId", (await producer.Post(Churches, new { name = "Other", externalId = "7" })).Is(409, "external_id_taken").Field);
        var other = await producer.Church("Other", externalId: "8");
        (await producer.Patch(other.Headers["Location"], new { externalId = "7" })).Is(409, "external_id_taken");
        (await producer.Patch(other.Headers["Location"], new { externalId = "8", city = "Bergen" })).Is(200);
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":" \u0007\u202e "}""", "name")]
    [InlineData("""{"name":"500"}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"ok","city":"500"}""", "city")]
    [InlineData("""{"name":"ok","externalId":"500"}""", "externalId")]
    [InlineData("""{"name":"ok","trusted":"yes"}""", "trusted")]
    public async Task Bad_churches_are_refused_with_the_field(string body, string field)
    {
        body = body.Replace("500", new string('x', 500), StringComparison.Ordinal);
        Assert.Equal(field, (await producer.PostText(Churches, body)).Is(400, "invalid").Field);
        Assert.Empty(await producer.Everyone());
    }

    [Theory]
    [InlineData("""{"externalId":7}""", "externalId")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"revoked":"no"}""", "revoked")]
    public async Task Bad_changes_change_nothing(string body, string field)
    {
        var made = await producer.Church("St. Olav", "Oslo", "1");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(field, (await producer.Send(HttpMethod.Patch, made.Headers["Location"], content)).Is(400, "invalid").Field);
        Assert.Equal(made.Text, (await producer.Get(made.Headers["Location"])).Text);
    }

    [Theory]
    [InlineData("<b>St. Olav</b>")]
    [InlineData("كنيسة السلام")]
    [InlineData("東京教会 🎄")]
    [InlineData("Ålesund & O'Hara's")]
    public async Task Names_in_any_script_come_back_as_they_were(string name)
    {
        var made = await producer.Church(name);
        Assert.Equal(name, (await producer.Get(made.Headers["Location"]))["name"]);
    }

    [Fact]
    public async Task The_list_is_paged_and_searched()
    {
        foreach (var name in new[] { "Cross", "Anchor", "Boat" })
        {
            await producer.Church(name, name == "Boat" ? "Anchorage" : "Oslo");
        }
        var first = (await producer.Get($"{Churches}?limit=2")).Is(200);
        Assert.Equal("3", first["total"]);
        var second = (await producer.Get($"{Churches}?limit=2&cursor={first["next"]}")).Is(200);
        Assert.Equal("Cross", Assert.Single(second.Json.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("", second["next"]);
        Assert.Equal("2", (await producer.Get($"{Churches}?search=anchor")).Is(200)["total"]);
        Assert.Equal("0", (await producer.Get($"{Churches}?search=%25")).Is(200)["total"]);

        Assert.Equal("limit", (await producer.Get($"{Churches}?limit=0")).Is(400, "invalid").Field);
        Assert.Equal("limit", (await producer.Get($"{Churches}?limit=501")).Is(400, "invalid").Field);
        Assert.Equal("limit", (await producer.Get($"{Churches}?limit=abc")).Is(400, "invalid").Field);
        Assert.Equal("cursor", (await producer.Get($"{Churches}?cursor=nonsense")).Is(400, "invalid").Field);
    }

    [Fact]
    public async Task Producers_only()
    {
        (await host.Anybody().Get(Churches)).Is(401, "signed_out");
        var moderator = host.Key((await host.Key().Post("/api/v1/keys", new { name = "m", role = "moderator" }))["key"]);
        (await moderator.Get(Churches)).Is(403, "forbidden");
        (await moderator.Post(Churches, new { name = "x" })).Is(403, "forbidden");
    }

    [Fact]
    public async Task With_the_database_away_nothing_is_acknowledged()
    {
        var made = await producer.Church("St. Olav");
        host.Store.IsAway = true;
        (await producer.Get(Churches)).Is(503, "unavailable");
        (await producer.Post(Churches, new { name = "Second" })).Is(503, "unavailable");
        (await producer.Patch(made.Headers["Location"], new { city = "Oslo" })).Is(503, "unavailable");
        host.Store.IsAway = false;
        Assert.Equal(["St. Olav//"], await producer.Everyone());
    }
}
