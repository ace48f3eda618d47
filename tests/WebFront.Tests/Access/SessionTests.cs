using VideoWall.WebFront.Access;
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

        var copy = admin.Cookie;
        (await admin.Delete("/api/v1/session")).Is(204);
        Assert.Null(admin.Cookie);
        (await admin.Get("/api/v1/session")).Is(401, "signed_out");
        admin.Cookie = copy; // from a backup, another tab, or a thief
        (await admin.Get("/api/v1/session")).Is(401, "signed_out");
    }

    [Fact]
    public async Task Signing_out_while_the_database_is_away_says_so_and_can_be_repeated()
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        host.Store.IsAway = true;
        (await admin.Delete("/api/v1/session")).Is(503, "unavailable");
        host.Store.IsAway = false;
        (await admin.Delete("/api/v1/session")).Is(204);
        Assert.Null(admin.Cookie);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_that_the_browser_had()
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        var first = admin.Cookie;
        (await admin.Post("/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(200);
        Assert.NotEqual(first, admin.Cookie);
        (await admin.Get("/api/v1/session")).Is(200);
        admin.Cookie = first;
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
        cookie = SessionCookie((await tls.Post("/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(200), "__Host-vw_session");
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        (await tls.Get("/api/v1/session")).Is(200);
    }

    // After that of the device, for clients that keep but the last one.
    static string SessionCookie(Answer answer, string name = "vw_session") => answer.Headers["Set-Cookie"][answer.Headers["Set-Cookie"].IndexOf($"{name}=", StringComparison.Ordinal)..];

    [Fact]
    public async Task Where_people_come_by_https_the_cookie_is_of_this_host_only_whatever_the_proxy_tells()
    {
        await using var host = await TestHost.Start(new() { AdminPassword = TestHost.Password, PublicBaseUrl = new("https://wall.example.org/") });
        var admin = host.Anybody();
        var cookie = SessionCookie((await admin.Post("/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(200), "__Host-vw_session");
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Below_a_path_the_host_is_not_ours_alone_and_the_cookie_is_of_the_path()
    {
        await using var host = await TestHost.StartWhole(publicBase: new("https://www.example.org/videowall/"));
        var cookie = SessionCookie((await host.Anybody().Post("/videowall/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(200));
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/videowall;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("__Host-", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_tls_a_cookie_of_the_plain_name_opens_nothing_and_goes()
    {
        await using var host = await TestHost.Start();
        var plain = (await host.SignedIn()).Cookie!;
        var tls = host.Anybody();
        tls.Headers["X-Forwarded-Proto"] = "https";
        tls.Headers["X-Forwarded-For"] = "203.0.113.9";
        tls.Cookie = plain;
        (await tls.Get("/api/v1/session")).Is(401, "signed_out"); // a neighbouring site could have put it there
        var cookies = (await tls.Post("/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(200).Headers["Set-Cookie"];
        Assert.Contains("vw_session=; expires=Thu, 01 Jan 1970", cookies, StringComparison.Ordinal);
        Assert.StartsWith("__Host-vw_session=", tls.Cookie, StringComparison.Ordinal);
        (await tls.Get("/api/v1/session")).Is(200);
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

    [Theory]
    [InlineData(30)]
    [InlineData(2)]
    public async Task A_session_survives_a_restart_and_ends_after_so_many_days_however_busy(int days)
    {
        var (store, time) = (new MemoryStore(), TestClock.Sunday());
        var options = new AccessOptions { AdminPassword = TestHost.Password, SessionLife = TimeSpan.FromDays(days) };
        string? cookie;
        await using (var host = await TestHost.Start(options, store, time))
        {
            var admin = await host.SignedIn();
            cookie = admin.Cookie;
            time.Advance(TimeSpan.FromDays(days) - TimeSpan.FromHours(1));
            (await admin.Get("/api/v1/session")).Is(200);
            Assert.Equal(cookie, admin.Cookie); // no use of it makes it last longer
        }
        await using (var restarted = await TestHost.Start(options, store, time))
        {
            var admin = restarted.Anybody();
            admin.Cookie = cookie;
            (await admin.Get("/api/v1/session")).Is(200);
            time.Advance(TimeSpan.FromHours(1));
            (await admin.Get("/api/v1/session")).Is(401, "signed_out");
        }
    }

    [Fact]
    public async Task A_new_password_ends_other_sessions_at_once_and_on_other_servers_within_a_second()
    {
        var (store, time) = (new MemoryStore(), TestClock.Sunday());
        await using var here = await TestHost.Start(store: store, time: time);
        await using var there = await TestHost.Start(store: store, time: time);
        var (mine, stolen, elsewhere) = (await here.SignedIn(), await here.SignedIn(), await there.SignedIn());
        (await elsewhere.Get("/api/v1/session")).Is(200);

        (await mine.Post("/api/v1/account/password", new { present = TestHost.Password, password = "another long passage" })).Is(204);

        (await mine.Get("/api/v1/session")).Is(200);
        (await stolen.Get("/api/v1/session")).Is(401, "signed_out");
        time.Advance(TimeSpan.FromSeconds(1));
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
