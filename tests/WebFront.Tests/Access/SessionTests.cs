using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

public sealed class SessionTests
{
    [Fact]
    public async Task Sign_in_who_am_i_sign_out()
    {
        await using var host = await TestHost.Start();
        var admin = host.Anybody();
        (await admin.Get("/api/v1/session")).Is(401, "signed_out");

        var signedIn = (await admin.Post("/api/v1/session", new { username = " Admin ", password = TestHost.Password })).Is(200);
        Assert.Equal("""{"user":{"name":"admin","role":"admin"}}""", signedIn.Text);
        Assert.Equal(signedIn.Text, (await admin.Get("/api/v1/session")).Is(200).Text);

        (await admin.Delete("/api/v1/session")).Is(204);
        Assert.Null(admin.Cookie);
        (await admin.Get("/api/v1/session")).Is(401, "signed_out");
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        await using var host = await TestHost.Start();
        var cookie = SessionCookie(await host.Anybody().Post("/api/v1/session", new { username = "admin", password = TestHost.Password }));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);

        var tls = host.Anybody();
        tls.Headers["X-Forwarded-Proto"] = "https";
        tls.Headers["X-Forwarded-For"] = "203.0.113.9";
        cookie = SessionCookie((await tls.Post("/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(200));
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);

        // After that of the device, for clients that keep but the last one.
        static string SessionCookie(Answer answer) => answer.Headers["Set-Cookie"][answer.Headers["Set-Cookie"].IndexOf("vw_session=", StringComparison.Ordinal)..];
    }

    [Theory]
    [InlineData("admin", "wrong password", 401, "sign_in_wrong")]
    [InlineData("nobody", TestHost.Password, 401, "sign_in_wrong")]
    [InlineData("admin", "", 400, "invalid")]
    [InlineData("", TestHost.Password, 400, "invalid")]
    [InlineData(null, null, 400, "invalid")]
    public async Task Wrong_sign_ins_are_refused(string? username, string? password, int status, string code)
    {
        await using var host = await TestHost.Start();
        var somebody = host.Anybody();
        (await somebody.Post("/api/v1/session", new { username, password })).Is(status, code);
        Assert.Null(somebody.Cookie);
    }

    [Fact]
    public async Task A_name_or_password_of_absurd_length_is_only_wrong()
    {
        await using var host = await TestHost.Start();
        (await host.Anybody().Post("/api/v1/session", new { username = new string('a', 5000), password = "x" })).Is(401, "sign_in_wrong");
        (await host.Anybody().Post("/api/v1/session", new { username = "admin", password = new string('a', 5000) })).Is(401, "sign_in_wrong");
        (await host.Anybody().Post("/api/v1/session", new { username = "admin", password = new string('a', 70_000) })).Is(413, "too_large");
    }

    [Fact]
    public async Task The_eleventh_wrong_password_in_a_minute_is_told_to_wait()
    {
        await using var host = await TestHost.Start();
        var guesser = host.Anybody("198.51.100.7");
        for (var i = 0; i < 10; i++)
        {
            (await guesser.Post("/api/v1/session", new { username = "admin", password = $"guess {i}" })).Is(401);
            host.Time.Advance(TimeSpan.FromSeconds(1));
        }
        var limited = (await guesser.Post("/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(429, "too_many_tries");
        Assert.Equal("50", limited.Headers["Retry-After"]);
        (await host.Anybody("198.51.100.8").Post("/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(200);

        host.Time.Advance(TimeSpan.FromSeconds(50));
        (await guesser.Post("/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(200);
    }

    [Fact]
    public async Task Right_passwords_count_for_nothing()
    {
        await using var host = await TestHost.Start();
        for (var i = 0; i < 15; i++)
        {
            await host.SignedIn();
        }
    }

    [Fact]
    public async Task A_session_lasts_thirty_days_from_its_last_use_and_survives_a_restart()
    {
        var (store, time) = (new MemoryStore(), TestClock.Sunday());
        string? cookie;
        await using (var host = await TestHost.Start(store: store, time: time))
        {
            var admin = await host.SignedIn();
            time.Advance(TimeSpan.FromDays(20));
            (await admin.Get("/api/v1/session")).Is(200); // sends a fresh cookie
            time.Advance(TimeSpan.FromDays(20));
            (await admin.Get("/api/v1/session")).Is(200);
            cookie = admin.Cookie;
        }
        await using (var restarted = await TestHost.Start(store: store, time: time))
        {
            var admin = restarted.Anybody();
            admin.Cookie = cookie;
            (await admin.Get("/api/v1/session")).Is(200);
            admin.Cookie = cookie;
            time.Advance(TimeSpan.FromDays(31));
            (await admin.Get("/api/v1/session")).Is(401, "signed_out");
        }
    }

    [Fact]
    public async Task A_new_password_ends_other_sessions_at_once_and_on_other_servers_within_seconds()
    {
        var (store, time) = (new MemoryStore(), TestClock.Sunday());
        await using var here = await TestHost.Start(store: store, time: time);
        await using var there = await TestHost.Start(store: store, time: time);
        var (mine, stolen, elsewhere) = (await here.SignedIn(), await here.SignedIn(), await there.SignedIn());
        (await elsewhere.Get("/api/v1/session")).Is(200);

        (await mine.Post("/api/v1/account/password", new { present = TestHost.Password, password = "another long passage" })).Is(204);

        (await mine.Get("/api/v1/session")).Is(200);
        (await stolen.Get("/api/v1/session")).Is(401, "signed_out");
        time.Advance(TimeSpan.FromSeconds(3));
        (await elsewhere.Get("/api/v1/session")).Is(401, "signed_out");
    }

    [Fact]
    public async Task A_tampered_cookie_is_nobody()
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        admin.Cookie = admin.Cookie![..^3] + "AAA";
        (await admin.Get("/api/v1/session")).Is(401, "signed_out");
        admin.Cookie = "vw_session=admin";
        (await admin.Get("/api/v1/session")).Is(401, "signed_out");
    }

    [Fact]
    public async Task With_the_database_away_the_answer_is_try_again_and_pages_do_not_need_it()
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        host.Store.IsAway = true;
        Assert.Equal("2", (await admin.Get("/api/v1/session")).Is(503, "unavailable").Headers["Retry-After"]);
        (await host.Anybody().Post("/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(503, "unavailable");
        (await admin.Get("/page")).Is(200);
        host.Store.IsAway = false;
        (await admin.Get("/api/v1/session")).Is(200);
    }
}
