using VideoWall.WebFront.Access;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

public sealed class SecurityHeadersTests
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
}
