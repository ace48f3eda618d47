using Microsoft.AspNetCore.Builder;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

public sealed class DoorsTests
{
    [Fact]
    public async Task Pages_carry_the_policies_and_stay_fresh()
    {
        await using var host = await TestHost.Start(new AccessOptions { LiveKitPublicUrl = new("wss://media.example.org"), FrameAncestors = "https://www.example.org" });
        var page = (await host.Anybody().Get("/page")).Is(200);
        var csp = page.Headers["Content-Security-Policy"];
        Assert.Contains("default-src 'self'", csp, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", csp, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self' wss://media.example.org https://media.example.org;", csp, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self' https://www.example.org;", csp, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", page.Headers["Referrer-Policy"]);
        Assert.Contains("camera=(self), microphone=()", page.Headers["Permissions-Policy"], StringComparison.Ordinal);
        Assert.Equal("same-origin", page.Headers["Cross-Origin-Opener-Policy"]);
        Assert.Equal("no-cache", page.Headers["Cache-Control"]);
        Assert.DoesNotContain("Strict-Transport-Security", page.Headers.Keys);
        Assert.DoesNotContain("X-Frame-Options", page.Headers.Keys);
    }

    [Fact]
    public async Task By_default_nobody_else_embeds_and_nothing_else_is_connected_to()
    {
        await using var host = await TestHost.Start();
        var csp = (await host.Anybody().Get("/page")).Headers["Content-Security-Policy"];
        Assert.Contains("connect-src 'self';", csp, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self';", csp, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assets_are_kept_for_ever_data_never()
    {
        await using var host = await TestHost.Start();
        var anybody = host.Anybody();
        Assert.Equal("public, max-age=31536000, immutable", (await anybody.Get("/assets/app-1a2b.js")).Is(200).Headers["Cache-Control"]);
        Assert.Equal("no-store", (await anybody.Get("/assets/gone.js")).Is(404).Headers["Cache-Control"]);
        Assert.Equal("no-store", (await anybody.Get("/api/v1/session")).Headers["Cache-Control"]);
        Assert.Equal("no-store", (await anybody.Get("/hubs/wall/negotiate")).Headers["Cache-Control"]);
        Assert.Contains("default-src 'none'", (await anybody.Get("/api/v1/session")).Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_tls_the_browser_is_told_to_stay_there()
    {
        await using var host = await TestHost.Start();
        var browser = host.Anybody("203.0.113.9");
        browser.Headers["X-Forwarded-Proto"] = "https";
        Assert.Equal("max-age=31536000", (await browser.Get("/page")).Headers["Strict-Transport-Security"]);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("none", false)]
    [InlineData("none,10.0.0.1", false)]
    [InlineData("private", true)]
    public async Task Only_trusted_proxies_are_believed(string? trusted, bool believed)
    {
        await using var host = await TestHost.Start(new AccessOptions { TrustedProxies = trusted });
        var browser = host.Anybody("203.0.113.9");
        browser.Headers["X-Forwarded-Proto"] = "https";
        Assert.Equal(believed, (await browser.Get("/page")).Headers.ContainsKey("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", true)]
    [InlineData("Sec-Fetch-Site", "same-site", true)]
    [InlineData("Sec-Fetch-Site", "same-origin", false)]
    [InlineData("Origin", "https://evil.example", true)]
    [InlineData("Origin", "null", true)]
    [InlineData("Origin", "http://127.0.0.1", true)]
    [InlineData("Origin", "OURS", false)]
    [InlineData("Origin", "https://wall.example.org", false)]
    public async Task Other_sites_cannot_act_with_the_cookie_nor_sign_anybody_in(string header, string value, bool refused)
    {
        await using var host = await TestHost.Start(new AccessOptions { AdminPassword = TestHost.Password, AdminApiKey = TestHost.AdminKey, PublicBaseUrl = new("https://wall.example.org/") });
        value = value == "OURS" ? host.Address.GetLeftPart(UriPartial.Authority) : value;
        var admin = await host.SignedIn();
        admin.Headers[header] = value;
        Check(await admin.Post("/api/v1/keys", new { name = "x", role = "viewer" }), 201);
        Check(await admin.Post("/api/v1/session", new { username = "admin", password = TestHost.Password }), 200);
        (await admin.Get("/api/v1/keys")).Is(200);

        var program = host.Key();
        program.Headers[header] = value;
        (await program.Post("/api/v1/keys", new { name = "x", role = "viewer" })).Is(201);

        void Check(Answer answer, int status)
        {
            if (refused)
            {
                answer.Is(403, "cross_site");
            }
            else
            {
                answer.Is(status);
            }
        }
    }

    [Fact]
    public async Task A_web_socket_with_the_cookie_must_come_from_our_pages()
    {
        await using var host = await TestHost.Start(map: app => app.Map("/hubs/echo", () => "in"));
        var admin = await host.SignedIn();
        admin.Headers["Connection"] = "Upgrade";
        admin.Headers["Upgrade"] = "websocket";
        admin.Headers["Origin"] = "https://evil.example";
        (await admin.Get("/hubs/echo")).Is(403, "cross_site");
        admin.Headers["Origin"] = host.Address.GetLeftPart(UriPartial.Authority);
        (await admin.Get("/hubs/echo")).Is(200);
    }
}
