using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

public sealed class SessionListTests
{
    const string Path = "/api/v1/sessions";

    [Fact]
    public async Task People_see_and_end_their_own_and_administrators_everybodys()
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        foreach (var name in (string[])["ruth", "paul"])
        {
            (await admin.Post("/api/v1/users", new { name, password = "a long pass phrase", role = "viewer" })).Is(201);
        }
        var (ruth, phone, paul) = (await host.SignedIn("ruth", "a long pass phrase"), host.Anybody("198.51.100.7"), await host.SignedIn("paul", "a long pass phrase"));
        phone.Headers["User-Agent"] = "Mozilla/5.0 (iPhone) Safari/604.1";
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await phone.Post("/api/v1/session", new { username = "ruth", password = "a long pass phrase" })).Is(200);

        var mine = await List(ruth);
        Assert.Equal(["ruth", "ruth"], mine.Select(s => s.User));
        Assert.Equal([false, true], mine.Select(s => s.Current));
        Assert.Equal(("198.51.100.7", "Mozilla/5.0 (iPhone) Safari/604.1"), (mine[0].Address, mine[0].Agent));
        Assert.Equal(["admin", "paul", "ruth", "ruth"], (await List(admin)).Select(s => s.User).Order(StringComparer.Ordinal));
        Assert.Equal(["paul"], (await List(admin, "?user=PAUL")).Select(s => s.User));
        Assert.Empty(await List(ruth, "?user=paul"));

        var pauls = (await List(paul)).Single().Id;
        (await ruth.Delete($"{Path}/{pauls}")).Is(404, "unknown_session");
        (await paul.Get("/api/v1/session")).Is(200);
        (await ruth.Delete($"{Path}/{mine[0].Id}")).Is(204);
        (await phone.Get("/api/v1/session")).Is(401, "signed_out");
        (await ruth.Delete($"{Path}/{mine[0].Id}")).Is(404, "unknown_session");
        (await admin.Delete($"{Path}/{pauls}")).Is(204);
        (await paul.Get("/api/v1/session")).Is(401, "signed_out");

        (await ruth.Delete($"{Path}/{mine[1].Id}")).Is(204); // the one that asks
        Assert.Null(ruth.Cookie);
        (await ruth.Get(Path)).Is(401, "signed_out");
    }

    [Fact]
    public async Task Keys_have_no_sessions_and_see_those_of_people_by_their_role()
    {
        await using var host = await TestHost.Start();
        await host.SignedIn();
        var viewer = host.Key((await host.Key().Post("/api/v1/keys", new { name = "admin", role = "producer" })).Is(201)["key"]); // the name is nobody's account
        Assert.Empty(await List(viewer));
        var session = Assert.Single(await List(host.Key()));
        (await viewer.Delete($"{Path}/{session.Id}")).Is(404, "unknown_session");
        (await host.Key().Delete($"{Path}/{session.Id}")).Is(204);
    }

    [Fact]
    public async Task What_was_ended_on_another_server_ends_here_within_a_second()
    {
        var (store, time) = (new MemoryStore(), TestClock.Sunday());
        await using var here = await TestHost.Start(store: store, time: time);
        await using var there = await TestHost.Start(store: store, time: time);
        var (admin, browser) = (await here.SignedIn(), there.Anybody());
        browser.Cookie = admin.Cookie;
        (await browser.Get("/api/v1/session")).Is(200);
        (await admin.Delete("/api/v1/session")).Is(204);
        time.Advance(TimeSpan.FromSeconds(1));
        (await browser.Get("/api/v1/session")).Is(401, "signed_out");
    }

    [Fact]
    public async Task Sessions_that_are_over_are_in_no_list_and_leave_the_store_with_the_next_sign_in()
    {
        await using var host = await TestHost.Start();
        await host.SignedIn();
        host.Time.Advance(TimeSpan.FromDays(31));
        Assert.Empty(await List(host.Key()));
        await host.SignedIn();
        Assert.Single(await host.Store.Documents.All("session"));
        (await host.Key().Patch("/api/v1/users/admin", new { password = "another long password" })).Is(200);
        Assert.Empty(await List(host.Key())); // the stamp is another
    }

    [Fact]
    public async Task Of_one_person_the_newest_stay()
    {
        await using var host = await TestHost.Start();
        var first = await host.SignedIn();
        for (var more = 0; more < MostOfOne; more++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            await host.SignedIn();
        }
        Assert.Equal(MostOfOne, (await List(host.Key())).Count);
        (await first.Get("/api/v1/session")).Is(401, "signed_out");
    }

    [Fact]
    public async Task When_it_was_last_used_is_written_once_an_hour_and_brings_no_ended_session_back()
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        host.Time.Advance(TimeSpan.FromMinutes(61));
        (await admin.Get("/api/v1/session")).Is(200);
        var seen = Assert.Single(await List(host.Key()));
        Assert.Equal(TimeSpan.FromMinutes(61), seen.LastSeenAt - seen.CreatedAt);
        var writes = (await host.Store.Documents.Get("session", seen.Id))!.Version;
        host.Time.Advance(TimeSpan.FromMinutes(30));
        (await admin.Get("/api/v1/session")).Is(200);
        Assert.Equal(writes, (await host.Store.Documents.Get("session", seen.Id))!.Version);
    }

    const int MostOfOne = Sessions.MostOfOne;

    static async Task<List<SessionEntry>> List(Client client, string query = "") =>
        [.. System.Text.Json.JsonSerializer.Deserialize<SessionList>((await client.Get(Path + query)).Is(200).Text, System.Text.Json.JsonSerializerOptions.Web)!.Items];
}
