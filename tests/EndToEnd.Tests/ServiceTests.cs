using VideoWall.EndToEnd.Support;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>Services and the producer's actions through HTTP, with every refusal in the contract's words.</summary>
[Collection(SharedSilo.Name)]
public sealed class ServiceTests(SharedSilo silo)
{
    [Theory]
    [InlineData("pageSize", 0)]
    [InlineData("pageSize", 65)]
    [InlineData("rotationSeconds", 2)]
    [InlineData("rotationSeconds", 3601)]
    [InlineData("screens", 0)]
    [InlineData("screens", 17)]
    [InlineData("doorsMinutes", -1)]
    [InlineData("doorsMinutes", 1441)]
    [InlineData("admission", "maybe")]
    [InlineData("wallAccess", "all")]
    [InlineData("title", "")]
    public async Task SettingOutOfItsRange_IsRefusedByName(string field, object value)
    {
        var body = new Dictionary<string, object> { ["title"] = "Sunday", [field] = value };
        Assert.Equal(field, (await silo.Producer.Api.Post("/api/v1/services", body)).Is(400, "invalid").Field);
        var service = await silo.Producer.Create();
        Assert.Equal(field, (await silo.Producer.Api.Patch($"/api/v1/services/{service.Id}", new Dictionary<string, object> { [field] = value })).Is(400, "invalid").Field);
        Assert.Equal(service.Revision, (await silo.Producer.Read(service)).Revision);
    }

    [Theory]
    [InlineData("pageSize", 1)]
    [InlineData("pageSize", 64)]
    [InlineData("rotationSeconds", 3)]
    [InlineData("screens", 16)]
    public async Task SettingAtItsLimit_IsTaken(string field, int value)
    {
        var service = await silo.Producer.Create();
        var changed = (await silo.Producer.Api.Patch($"/api/v1/services/{service.Id}", new Dictionary<string, object> { [field] = value })).Is(200).Json;
        Assert.Equal(value, changed.GetProperty(field).GetInt32());
    }

    [Fact]
    public async Task Service_LivesThroughItsStates()
    {
        var service = await silo.Producer.Create(new { room = "a room of its own" });
        Assert.Equal("live", service.State);
        (await silo.Producer.Api.Post("/api/v1/services", new { title = "Another", room = "a room of its own" })).Is(409, "room_taken");
        (await silo.Producer.Api.Delete($"/api/v1/services/{service.Id}")).Is(409, "service_not_ended");
        Assert.Equal("ended", (await silo.Producer.Api.Post($"/api/v1/services/{service.Id}/end")).Is(200)["state"]);
        (await silo.Producer.Do(service, "blank")).Is(410, "service_ended");
        (await silo.Producer.Api.Post("/api/v1/services", new { title = "Another", room = "a room of its own" })).Is(201);
        (await silo.Producer.Api.Delete($"/api/v1/services/{service.Id}")).Is(204);
        (await silo.Producer.Api.Get($"/api/v1/services/{service.Id}")).Is(404, "unknown_service");
    }

    [Fact]
    public async Task UnknownService_IsSaidByEveryCall()
    {
        foreach (var path in (string[])["", "/roster", "/attendance"])
        {
            (await silo.Producer.Api.Get($"/api/v1/services/nobody{path}")).Is(404, "unknown_service");
        }
        (await silo.Producer.Api.Post("/api/v1/services/nobody/actions/blank", new { })).Is(404, "unknown_service");
        (await silo.Producer.Api.Post("/api/v1/services/nobody/simulation", new { churches = 3 })).Is(404, "unknown_service");
    }

    [Fact]
    public async Task Action_NeedsAProducer()
    {
        var service = await silo.Producer.Create();
        using var somebody = silo.Somebody();
        (await somebody.Post($"/api/v1/services/{service.Id}/actions/blank", new { })).Is(401, "signed_out");
        (await somebody.Post("/api/v1/services", new { title = "Sunday" })).Is(401);
    }

    [Theory]
    [InlineData("explode")]
    [InlineData("0")]
    [InlineData("Blank")]
    public async Task UnknownAction_IsSaid(string action)
    {
        var service = await silo.Producer.Create();
        (await silo.Producer.Do(service, action)).Is(404, "unknown_action");
    }

    [Theory]
    [InlineData("admit")]
    [InlineData("deny")]
    [InlineData("hide")]
    [InlineData("show")]
    [InlineData("remove")]
    [InlineData("pin")]
    [InlineData("rename")]
    [InlineData("mute")]
    public async Task ActionOnAChurch_NeedsOneThatTakesPart(string action)
    {
        var service = await silo.Producer.Create();
        Assert.Equal("churchId", (await silo.Producer.Do(service, action)).Is(400, "invalid").Field);
        (await silo.Producer.Do(service, action, new { churchId = "nobody" })).Is(404, "unknown_church");
    }

    [Fact]
    public async Task Next_PressedTwiceUnderOneKey_MovesOnePage()
    {
        var service = await silo.Producer.Create(new { pageSize = 1, rotationSeconds = 3600 });
        var hooks = new Webhook(service.Room);
        await silo.Producer.Take(((string[])["a", "b", "c"]).SelectMany(c => new[] { hooks.Joined(c), hooks.Published(c) }));
        (await silo.Producer.Do(service, "goto", new { page = 0 })).Is(200);
        using var panel = new Client(silo.Process.Address) { ApiKey = SiloProcess.AdminKey };
        panel.Headers["Idempotency-Key"] = $"press-{service.Id}";
        var next = $"/api/v1/services/{service.Id}/actions/next";

        var first = (await panel.Post(next)).Is(200);
        var second = (await panel.Post(next)).Is(200);

        Assert.Equal(first.Text, second.Text);
        Assert.Equal("true", second.Headers["Idempotent-Replayed"]);
        Assert.Equal("clock", Assert.Single(first.Json.GetProperty("changed").EnumerateArray()).GetString());
        Assert.Equal("b", Assert.Single(await silo.Producer.Roster(service), c => c.OnAir).Church);
        (await panel.Post($"/api/v1/services/{service.Id}/actions/previous")).Is(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task EveryAction_DoesWhatItSays()
    {
        var service = await silo.Producer.Create(new { admission = "approval", pageSize = 2 });
        var hooks = new Webhook(service.Room);
        string[] churches = ["a", "b", "c", "d", "e"];
        await silo.Producer.Take(churches.SelectMany(c => new[] { hooks.Joined(c), hooks.Published(c) }));
        Assert.All(await silo.Producer.Roster(service), c => Assert.Equal(("waiting", null), (c.State, c.Number)));

        await Do("admit", new { churchId = "a" });
        Assert.Equal("a:live:0", await Seats("a"));
        await Do("deny", new { churchId = "b" });
        Assert.Equal("b:denied:", await Seats("b"));
        (await silo.Producer.Do(service, "deny", new { churchId = "a" })).Is(409, "not_waiting");
        await Do("admit", new { all = true });
        Assert.Equal("c:live:1 d:live:2 e:live:3", await Seats("c", "d", "e"));
        await Do("hide", new { churchId = "a" });
        Assert.Equal("a:hidden:0", await Seats("a")); // its seat is kept for it
        (await silo.Producer.Do(service, "spotlight", new { churchId = "a" })).Is(409, "not_seated");
        await Do("show", new { churchId = "a" });
        Assert.Equal("a:live:0", await Seats("a"));
        await Do("remove", new { churchId = "e" });
        Assert.Equal("e:removed:", await Seats("e"));
        await Do("rename", new { churchId = "c", name = "Chur", city = "GR" });
        Assert.Equal("Chur", (await Of("c")).Name);
        Assert.Equal("name", (await silo.Producer.Do(service, "rename", new { churchId = "c", name = " " })).Is(400, "invalid").Field);
        await Do("spotlight", new { churchIds = churches.Where(c => c is "a" or "c") });
        await Do("pin", new { churchId = "d" });
        await Do("unspotlight", new { churchId = "a" });
        await Do("unspotlight");
        (await silo.Producer.Do(service, "spotlight", new { churchIds = Array.Empty<string>() })).Is(400, "too_many_spotlights");
        (await silo.Producer.Do(service, "spotlight", new { churchIds = "nobody".Split(' ') })).Is(404, "unknown_church");
        await Do("mute", new { churchId = "a" });
        await Do("mute", new { churchId = "a", muted = false });
        await Do("goto", new { page = 1 });
        Assert.True((await Of("d")).OnAir);
        (await silo.Producer.Do(service, "goto", new { page = 2 })).Is(400, "no_such_page");
        (await silo.Producer.Do(service, "goto", new { page = -1 })).Is(400, "no_such_page");
        (await silo.Producer.Do(service, "goto")).Is(400, "no_such_page");
        await Do("next");
        Assert.True((await Of("a")).OnAir); // held, and moved on by one turn
        await Do("previous");
        Assert.True((await Of("d")).OnAir);
        await Do("resume");
        await Do("hold");
        await Do("blank");
        Assert.DoesNotContain(await silo.Producer.Roster(service), c => c.OnAir);
        await Do("unblank");
        await Do("hide", new { churchId = "d" });
        (await silo.Producer.Do(service, "compact")).Is(200);

        async Task Do(string action, object? body = null)
        {
            var before = (await silo.Producer.Read(service)).Revision;
            var after = (await silo.Producer.Do(service, action, body)).Is(200).Json.GetProperty("revision").GetInt64();
            Assert.True(after > before, $"{action} changed nothing");
            // A second press, or a second producer: the same again changes nothing, except where each press is a step.
            if (action is not ("next" or "previous"))
            {
                Assert.Equal(after, (await silo.Producer.Do(service, action, body)).Is(200).Json.GetProperty("revision").GetInt64());
            }
        }

        async Task<Seat> Of(string church) => (await silo.Producer.Roster(service)).Single(c => c.Church == church);

        async Task<string> Seats(params string[] wanted) => string.Join(' ', (await silo.Producer.Roster(service))
            .Where(c => wanted.Contains(c.Church)).OrderBy(c => c.Church, StringComparer.Ordinal).Select(c => $"{c.Church}:{c.State}:{c.Number}"));
    }
}
