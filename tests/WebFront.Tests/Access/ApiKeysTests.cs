using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

public sealed class ApiKeysTests
{
    const string Keys = "/api/v1/keys";

    [Fact]
    public async Task A_key_is_shown_once_stored_hashed_works_by_its_role_and_ends_when_deleted()
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        var made = (await admin.Post(Keys, new { name = "Stream Deck", role = "moderator" })).Is(201);
        var key = made["key"];
        Assert.StartsWith("vw_", key, StringComparison.Ordinal);
        Assert.True(key.Length > 40);

        var deck = host.Key(key);
        Assert.Equal("""{"user":{"name":"key:Stream Deck","role":"moderator"}}""", (await deck.Get("/api/v1/session")).Is(200).Text);
        (await deck.Get(Keys)).Is(403, "forbidden");

        var listed = (await admin.Get(Keys)).Is(200);
        Assert.DoesNotContain(key, listed.Text, StringComparison.Ordinal);
        Assert.Equal("2026-11-22T10:00:00+00:00", Assert.Single(listed.Json.GetProperty("items").EnumerateArray()).GetProperty("lastUsedAt").GetString());
        Assert.DoesNotContain(key, System.Text.Encoding.UTF8.GetString((await host.Store.Documents.Get("key", made["id"]))!.Data.Span), StringComparison.Ordinal);

        (await admin.Delete($"{Keys}/{made["id"]}")).Is(204);
        (await deck.Get("/api/v1/session")).Is(401, "key_unknown");
        (await admin.Delete($"{Keys}/{made["id"]}")).Is(404, "unknown_key");
    }

    [Fact]
    public async Task A_key_deleted_on_another_server_ends_within_seconds_and_a_busy_key_does_not_write_or_read_each_time()
    {
        var (store, time) = (new MemoryStore(), TestClock.Sunday());
        await using var here = await TestHost.Start(store: store, time: time);
        await using var there = await TestHost.Start(store: store, time: time);
        var made = (await here.Key().Post(Keys, new { name = "panel", role = "viewer" })).Is(201);
        var panel = there.Key(made["key"]);
        (await panel.Get("/api/v1/session")).Is(200);
        (await panel.Get("/api/v1/session")).Is(200);
        var calls = store.Calls;
        (await panel.Get("/api/v1/session")).Is(200);
        Assert.Equal(calls, store.Calls);

        (await here.Key().Delete($"{Keys}/{made["id"]}")).Is(204);
        time.Advance(TimeSpan.FromSeconds(1));
        (await panel.Get("/api/v1/session")).Is(401, "key_unknown");
    }

    [Theory]
    [InlineData("vw_")]
    [InlineData("vw__")]
    [InlineData("vw_abcdefghij_wrong")]
    [InlineData("an-administrators-key-for-the-tests-onlY")]
    [InlineData("x")]
    [InlineData("vw_../../user/admin_x")]
    public async Task Unknown_keys_are_refused(string key)
    {
        await using var host = await TestHost.Start();
        var refused = (await host.Key(key).Get("/api/v1/session")).Is(401, "key_unknown");
        Assert.Equal("Bearer", refused.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task A_known_id_with_another_secret_is_refused()
    {
        await using var host = await TestHost.Start();
        var key = (await host.Key().Post(Keys, new { name = "panel", role = "viewer" }))["key"];
        (await host.Key(key[..^1] + (key[^1] == 'A' ? 'B' : 'A')).Get("/api/v1/session")).Is(401, "key_unknown");
    }

    [Fact]
    public async Task Wrong_keys_are_limited_by_address_but_right_ones_at_that_address_go_on_working()
    {
        await using var host = await TestHost.Start();
        for (var i = 0; i < 10; i++)
        {
            (await host.Key($"vw_guess{i}_x").Get("/api/v1/session")).Is(401, "key_unknown");
        }
        Assert.Equal("60", (await host.Key("vw_guess_x").Get("/api/v1/session")).Is(429, "too_many_tries").Headers["Retry-After"]);
        (await host.Key().Get("/api/v1/session")).Is(200);
        await host.SignedIn();
    }

    [Theory]
    [InlineData("", "viewer", "name")]
    [InlineData("panel", null, "role")]
    [InlineData("panel", "root", "role")]
    public async Task Bad_keys_are_refused_with_the_field(string name, string? role, string field)
    {
        await using var host = await TestHost.Start();
        Assert.Equal(field, (await host.Key().Post(Keys, new { name, role })).Is(400, "invalid").Field);
        Assert.Equal("name", (await host.Key().Post(Keys, new { name = new string('x', 500), role = "viewer" })).Is(400, "invalid").Field);
    }
}
