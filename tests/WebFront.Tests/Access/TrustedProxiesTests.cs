using VideoWall.WebFront.Access;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>Whose word on a client's address and scheme is taken.</summary>
public sealed class TrustedProxiesTests
{
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
}
