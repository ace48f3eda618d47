using System.Text.Json;
using VideoWall.WebFront.Joining;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Joining;

/// <summary>Who comes in by the code, and what those hear who do not.</summary>
public sealed class JoinDoorTests : IAsyncLifetime
{
    TestHost host = null!;
    Client producer = null!;
    Client guest = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.StartWhole();
        (producer, guest) = (host.Key(), host.Anybody("198.51.100.1"));
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Locked_doors_let_nobody_new_in_but_churches_with_a_personal_link()
    {
        var service = await Create();
        (await Join(service, "Bern", "phone")).Is(200);
        (await Act(service, "lock")).Is(200);
        Assert.Equal("True", (await producer.Get($"/api/v1/services/{service["id"]}"))["locked"]);

        (await Join(service, "Basel", "tablet")).Is(409, "doors_locked");
        (await Join(service, "Bern", "phone")).Is(200);
        var link = (await producer.Post("/api/v1/churches", new { name = "Zürich" })).Is(201)["joinUrl"];
        (await guest.Post("/api/v1/join", new { code = service["code"], key = link[(link.LastIndexOf('/') + 1)..], device = "laptop" })).Is(200);

        (await Act(service, "unlock")).Is(200);
        (await Join(service, "Basel", "tablet")).Is(200);
    }

    [Fact]
    public async Task A_removed_guest_does_not_come_in_with_a_new_device_while_the_doors_are_locked()
    {
        var service = await Create();
        var church = (await Join(service, "Bern", "phone")).Is(200).Json.GetProperty("church").GetProperty("id").GetString();
        (await Act(service, "lock")).Is(200);
        (await Act(service, "remove", new { churchId = church })).Is(200);
        (await Join(service, "Bern", "phone")).Is(403, "church_removed");
        (await Join(service, "Bern", "another")).Is(409, "doors_locked");
    }

    [Fact]
    public async Task A_full_service_says_so_and_can_be_made_larger()
    {
        var service = await Create(new { title = "Sunday", maxGuests = 2 });
        (await Join(service, "Bern", "a")).Is(200);
        (await Join(service, "Basel", "b")).Is(200);
        Assert.Contains("2 guests", (await Join(service, "Genf", "c")).Is(409, "service_full")["title"], StringComparison.Ordinal);
        Assert.Equal("maxGuests", (await producer.Patch($"/api/v1/services/{service["id"]}", new { maxGuests = 0 })).Is(400, "invalid").Field);
        (await producer.Patch($"/api/v1/services/{service["id"]}", new { maxGuests = 3 })).Is(200);
        (await Join(service, "Genf", "c")).Is(200);
    }

    [Fact]
    public async Task A_crowd_from_one_address_waits_and_holds_up_nobody_else()
    {
        var service = await Create();
        for (var n = 0; n < JoinLimits.MostNewGuests; n++)
        {
            (await Join(service, "Bern", $"phone {n}")).Is(200);
        }
        var refused = (await Join(service, "Bern", "one more")).Is(429, "too_many_joins");
        Assert.NotEmpty(refused.Headers["Retry-After"]);
        (await Join(service, "Bern", "phone 0")).Is(200); // is in already
        (await host.Anybody("198.51.100.2").Post("/api/v1/join", new { code = service["code"], name = "Basel", device = "elsewhere" })).Is(200);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await Join(service, "Bern", "one more")).Is(200);
    }

    [Fact]
    public async Task A_device_that_joins_without_end_waits()
    {
        var service = await Create();
        for (var n = 0; n < JoinLimits.MostJoins; n++)
        {
            (await Join(service, $"Name {n}", "phone")).Is(200);
        }
        (await Join(service, "Bern", "phone")).Is(429, "too_many_joins");
    }

    [Fact]
    public async Task An_approved_name_stays_until_another_one_is_approved()
    {
        var service = await Create(new { title = "Sunday", admission = "approval" });
        var church = (await Join(service, "Bern", "phone")).Is(200).Json.GetProperty("church").GetProperty("id").GetString();
        (await Act(service, "admit", new { churchId = church })).Is(200);

        var again = (await Join(service, "Something rude", "phone")).Is(200).Json.GetProperty("church");
        Assert.Equal(("Bern", "Something rude"), (again.GetProperty("name").GetString(), again.GetProperty("wish").GetString()));
        Assert.Equal("Something rude", (await Only(service)).GetProperty("wish").GetProperty("name").GetString());
        (await Act(service, "admit", new { churchId = church })).Is(200);
        Assert.Equal("Something rude", (await Only(service)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Full_width_codes_are_understood()
    {
        var code = (await Create())["code"];
        var wide = string.Concat(code.Select(c => (char)(c + '\uFF01' - '!')));
        (await guest.Post("/api/v1/join", new { code = $"{wide[..3]}\u3000{wide[3..]}", name = "東京" })).Is(200);
    }

    [Theory]
    [InlineData("""{"code":"CODE","name":"Bern","device":"a\u0000b"}""", "device")]
    [InlineData("""{"code":"CODE","name":"Be\ud83d","device":"phone"}""", "name")]
    [InlineData("""{"code":"CODE","name":"Bern","city":"\u0007"}""", "city")]
    [InlineData("""{"key":"\u0000"}""", "key")]
    public async Task What_cannot_be_kept_is_refused_before_anything_is_done(string body, string field)
    {
        var service = await Create();
        Assert.Equal(field, (await guest.PostText("/api/v1/join", body.Replace("CODE", service["code"], StringComparison.Ordinal))).Is(400, "invalid").Field);
        Assert.Equal(0, (await producer.Get($"/api/v1/services/{service["id"]}/roster")).Json.GetProperty("churches").GetArrayLength());
    }

    [Fact]
    public async Task So_it_is_at_every_other_door()
    {
        var service = await Create();
        Assert.Equal("username", (await guest.PostText("/api/v1/session", """{"username":"a\u0000b","password":"x"}""")).Is(400, "invalid").Field);
        Assert.Equal("state", (await producer.Get("/api/v1/services?state=%00")).Is(400, "invalid").Field);
        Assert.Equal("search", (await producer.Get("/api/v1/churches?search=a%00b")).Is(400, "invalid").Field);
        Assert.Equal("name", (await producer.PostText($"/api/v1/services/{service["id"]}/actions/rename", """{"churchId":"x","name":"\u0000"}""")).Is(400, "invalid").Field);
        Assert.Equal("externalId", (await producer.PostText("/api/v1/churches", """{"name":"Bern","externalId":"\ud83d"}""")).Is(400, "invalid").Field);
        var church = (await producer.Post("/api/v1/churches", new { name = "Bern" })).Is(201)["id"];
        Assert.Equal("externalId", (await producer.Send(HttpMethod.Patch, $"/api/v1/churches/{church}", new StringContent("""{"externalId":"\ud83d"}""", System.Text.Encoding.UTF8, "application/json"))).Is(400, "invalid").Field);
        Assert.Equal("access_token", (await guest.Post("/hubs/wall/negotiate?access_token=vw_%00_x")).Is(400, "invalid").Field);
    }

    async Task<Answer> Create(object? body = null) => (await producer.Post("/api/v1/services", body ?? new { title = "Sunday" })).Is(201);

    Task<Answer> Join(Answer service, string name, string device) => guest.Post("/api/v1/join", new { code = service["code"], name, device });

    Task<Answer> Act(Answer service, string action, object? body = null) => producer.Post($"/api/v1/services/{service["id"]}/actions/{action}", body ?? new { });

    async Task<JsonElement> Only(Answer service) =>
        Assert.Single((await producer.Get($"/api/v1/services/{service["id"]}/roster")).Is(200).Json.GetProperty("churches").EnumerateArray());
}
