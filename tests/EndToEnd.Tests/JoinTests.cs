using System.Globalization;
using VideoWall.EndToEnd.Support;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>The church's door and the wall's, and everything that people type wrong.</summary>
[Collection(SharedSilo.Name)]
public sealed class JoinTests(SharedSilo silo)
{
    static int names;

    [Fact]
    public async Task Code_IsTakenAsPeopleTypeIt()
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        var code = service.Code;
        foreach (var typed in (string[])[code, code.ToLowerInvariant(), $" {code} ", $"{code[..3]}-{code[3..]}", string.Join(' ', code.ToCharArray()), $"{code[..2]}\u2013{code[2..]}"])
        {
            var joined = await Join(somebody, new { code = typed, name = Name() });
            Assert.Equal(service.Id, joined.Is(200).Json.GetProperty("service").GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task JoinedChurch_GetsWhatItNeedsAndNoMore()
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        var joined = (await Join(somebody, new { service.Code, name = "Bern", city = "BE", device = "phone-1" })).Is(200).Json;
        Assert.Equal("church-" + joined.GetProperty("church").GetProperty("id").GetString(), joined.GetProperty("identity").GetString());
        Assert.Equal(("direct", "admitted", service.Room), (joined.GetProperty("media").GetString(), joined.GetProperty("admission").GetString(), joined.GetProperty("room").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, joined.GetProperty("livekitUrl").ValueKind); // no media server
        Assert.NotEmpty(joined.GetProperty("token").GetString()!);
        Assert.NotEmpty(joined.GetProperty("hubToken").GetString()!);
    }

    [Fact]
    public async Task WrongCodes_AreRefused_AndAfterTenTheAddressWaits_UnlessOneIsRight()
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        using var neighbour = silo.Somebody();
        for (var tries = 0; tries < 10; tries++)
        {
            (await Join(somebody, new { code = $"WRONG{tries}", name = "Bern" })).Is(404, "unknown_code");
        }
        var waits = (await Join(somebody, new { code = "WRONGX", name = "Bern" })).Is(429, "too_many_tries");
        Assert.InRange(int.Parse(waits.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        (await Join(somebody, new { service.Code, name = "Bern" })).Is(200);
        (await Join(neighbour, new { service.Code, name = "Bern" })).Is(200);
    }

    [Fact]
    public async Task RightCodes_NeverMakeAnAddressWait()
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        for (var tries = 0; tries < 30; tries++)
        {
            (await Join(somebody, new { service.Code, name = Name() })).Is(200);
        }
    }

    [Fact]
    public async Task EarlyAndEndedCodes_SayWhenAndWhy()
    {
        using var somebody = silo.Somebody();
        var starts = TimeProvider.System.GetUtcNow().AddHours(2);
        var early = await silo.Producer.Create(new { startsAt = starts, doorsMinutes = 60 });
        var refused = (await Join(somebody, new { early.Code, name = "Bern" })).Is(409, "doors_closed").Json;
        Assert.Equal(starts, refused.GetProperty("startsAt").GetDateTimeOffset());
        Assert.Equal(starts.AddHours(-1), refused.GetProperty("opensAt").GetDateTimeOffset());
        (await silo.Producer.Api.Post($"/api/v1/services/{early.Id}/open")).Is(200);
        (await Join(somebody, new { early.Code, name = "Bern" })).Is(200);
        (await silo.Producer.Api.Post($"/api/v1/services/{early.Id}/end")).Is(200);
        (await Join(somebody, new { early.Code, name = "Bern" })).Is(410, "service_ended");
        (await somebody.Post("/api/v1/wall", new { early.Code, key = early.WallKey })).Is(410, "service_ended");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200B\u200D")]
    [InlineData("\u202E")]
    public async Task NameThatShowsNothing_IsRefused(string name)
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        var refused = (await Join(somebody, new { service.Code, name })).Is(400, "invalid");
        Assert.Equal("name", refused.Field);
        Assert.Empty(await silo.Producer.Roster(service));
    }

    [Fact]
    public async Task NameOfFiveHundredCharacters_IsRefused()
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        Assert.Equal("name", (await Join(somebody, new { service.Code, name = new string('a', 500) })).Is(400, "invalid").Field);
        (await Join(somebody, new { service.Code, name = new string('a', 80) })).Is(200);
    }

    [Theory]
    [InlineData("<b>Bern</b><script>alert(1)</script>", "<b>Bern</b><script>alert(1)</script>")]
    [InlineData("كنيسة القاهرة", "كنيسة القاهرة")]
    [InlineData("\u202Eevil\u202C", "evil")]
    [InlineData("Kirche \U0001F3A5 \U0001F468\u200D\U0001F469\u200D\U0001F467", "Kirche \U0001F3A5 \U0001F468\u200D\U0001F469\u200D\U0001F467")]
    [InlineData("  Bern \t\n  Stadt ", "Bern Stadt")]
    [InlineData("O'Neil \"&\" Söhne", "O'Neil \"&\" Söhne")]
    public async Task Name_IsKeptAsTextAndNothingElse(string typed, string kept)
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        var joined = (await Join(somebody, new { service.Code, name = typed })).Is(200).Json;
        Assert.Equal(kept, joined.GetProperty("church").GetProperty("name").GetString());
        Assert.Equal(kept, Assert.Single(await silo.Producer.Roster(service)).Name);
    }

    [Fact]
    public async Task TwoOfOneName_AreToldApart_AndOneDeviceIsOneChurch()
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        (await Join(somebody, new { service.Code, name = "Bern", device = "phone" })).Is(200);
        (await Join(somebody, new { service.Code, name = "bern", device = "tablet" })).Is(200);
        (await Join(somebody, new { service.Code, name = "Bern", device = "phone" })).Is(200);
        Assert.Equal(["Bern", "bern (2)"], (await silo.Producer.Roster(service)).Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PersonalLinkOnTwoDevices_AsksThenTakesOver()
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        var (church, key) = await Registered();
        (await Join(somebody, new { service.Code, key, device = "phone" })).Is(200);
        var hooks = new Webhook(service.Room);
        await silo.Producer.Take(hooks.Joined($"church-{church}", 1));
        (await Join(somebody, new { service.Code, key, device = "tablet" })).Is(409, "church_elsewhere");
        (await Join(somebody, new { service.Code, key, device = "tablet", takeOver = true })).Is(200);
        // LiveKit drops the older one; the seat stays.
        await silo.Producer.Take(hooks.Left($"church-{church}", 1), hooks.Joined($"church-{church}", 2));
        var seat = Assert.Single(await silo.Producer.Roster(service));
        Assert.Equal((0, Webhook.Sid($"church-{church}", 2)), (seat.Number, seat.Session));
        // The phone does not get it back by itself.
        (await Join(somebody, new { service.Code, key, device = "phone" })).Is(409, "church_elsewhere");
    }

    [Fact]
    public async Task UnknownAndRevokedLinks_AreRefused()
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        (await Join(somebody, new { service.Code, key = "no-such-key" })).Is(404, "unknown_link");
        var (church, key) = await Registered();
        (await silo.Producer.Api.Patch($"/api/v1/churches/{church}", new { revoked = true })).Is(200);
        (await Join(somebody, new { service.Code, key })).Is(403, "link_revoked");
    }

    [Fact]
    public async Task RemovedChurch_StaysOutUntilItIsAdmittedAgain()
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        var church = (await Join(somebody, new { service.Code, name = "Bern", device = "phone" })).Is(200).Json.GetProperty("church").GetProperty("id").GetString()!;
        var hooks = new Webhook(service.Room);
        await silo.Producer.Take(hooks.Joined($"church-{church}"));
        (await silo.Producer.Do(service, "remove", new { churchId = church })).Is(200);
        (await Join(somebody, new { service.Code, name = "Bern", device = "phone" })).Is(403, "church_removed");
        // Its old token may still open the room; that does not bring it back on the wall.
        await silo.Producer.Take(hooks.Left($"church-{church}"), hooks.Joined($"church-{church}", 2), hooks.Published($"church-{church}", 2));
        var seat = Assert.Single(await silo.Producer.Roster(service));
        Assert.Equal(("removed", null), (seat.State, seat.Number));
        (await silo.Producer.Do(service, "admit", new { churchId = church })).Is(200);
        (await Join(somebody, new { service.Code, name = "Bern", device = "phone" })).Is(200);
    }

    [Fact]
    public async Task WallDoor_WantsTheKeyOfItsLink()
    {
        var service = await silo.Producer.Create();
        var open = await silo.Producer.Create(new { wallAccess = "code" });
        using var somebody = silo.Somebody();
        (await somebody.Post("/api/v1/wall", new { service.Code })).Is(403, "wall_key_wrong");
        (await somebody.Post("/api/v1/wall", new { service.Code, key = "wrong" })).Is(403, "wall_key_wrong");
        (await somebody.Post("/api/v1/wall", new { code = "NOSUCH", key = "wrong" })).Is(404, "unknown_code");
        (await somebody.Post("/api/v1/wall", new { service.Code, key = service.WallKey, screen = 16 })).Is(400, "invalid");
        Assert.Equal(service.Id, (await somebody.Post("/api/v1/wall", new { service.Code, key = service.WallKey, screen = 15 })).Is(200)["serviceId"]);
        (await somebody.Post("/api/v1/wall", new { open.Code })).Is(200);
        (await silo.Producer.Api.Post($"/api/v1/services/{service.Id}/wall-key")).Is(200);
        (await somebody.Post("/api/v1/wall", new { service.Code, key = service.WallKey })).Is(403, "wall_key_wrong");
    }

    [Fact]
    public async Task BodyThatIsNoneOrNonsense_IsInvalid()
    {
        using var somebody = silo.Somebody();
        (await somebody.PostText("/api/v1/join", "")).Is(400, "invalid");
        (await somebody.PostText("/api/v1/join", "{")).Is(400, "invalid");
        (await somebody.PostText("/api/v1/join", """{"code":7}""")).Is(400, "invalid");
        (await somebody.PostText("/api/v1/join", "{}")).Is(400, "invalid");
        (await somebody.PostText("/api/v1/join", "code=ABC", "application/x-www-form-urlencoded")).Is(415);
    }

    static Task<Answer> Join(Client client, object body) => client.Post("/api/v1/join", body);

    static string Name() => string.Create(CultureInfo.InvariantCulture, $"Church {Interlocked.Increment(ref names)}");

    async Task<(string Church, string Key)> Registered()
    {
        var made = (await silo.Producer.Api.Post("/api/v1/churches", new { name = Name() })).Is(201);
        var link = made["joinUrl"];
        return (made["id"], link[(link.LastIndexOf('/') + 1)..]);
    }
}
