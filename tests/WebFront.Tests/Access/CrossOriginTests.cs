using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>Pages of other origins: those that the setting lists may call with a key, and nobody with a cookie.</summary>
public sealed class CrossOriginTests
{
    const string Friend = "https://planning.example.org";

    [Fact]
    public async Task Listed_origins_may_call_and_read_refusals_too()
    {
        await using var host = await TestHost.StartWhole(cors: [Friend, "http://localhost:3000"]);
        var program = host.Key();
        program.Headers["Origin"] = Friend;
        program.Headers["Sec-Fetch-Site"] = "cross-site";
        var made = (await program.Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        Assert.Equal(Friend, made.Headers["Access-Control-Allow-Origin"]);
        Assert.Contains("Location", made.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow-Credentials", made.Headers.Keys);
        Assert.Contains("Origin", made.Headers["Vary"], StringComparison.Ordinal);

        var stranger = host.Anybody();
        stranger.Headers["Origin"] = Friend;
        Assert.Equal(Friend, (await stranger.Get("/api/v1/services")).Is(401, "signed_out").Headers["Access-Control-Allow-Origin"]);
        Assert.Equal(Friend, (await stranger.Get("/api/v1/nothing")).Is(404, "not_found").Headers["Access-Control-Allow-Origin"]);
        Assert.Equal(Friend, (await stranger.Get("/openapi/v1.json")).Is(200).Headers["Access-Control-Allow-Origin"]);
    }

    [Theory]
    [InlineData(Friend, true)]
    [InlineData("https://evil.example", false)]
    [InlineData("https://planning.example.org.evil.example", false)]
    [InlineData("http://planning.example.org", false)]
    [InlineData("null", false)]
    public async Task Preflights_are_answered_for_listed_origins_only(string origin, bool allowed)
    {
        await using var host = await TestHost.StartWhole(cors: [Friend]);
        var browser = host.Anybody();
        browser.Headers["Origin"] = origin;
        browser.Headers["Access-Control-Request-Method"] = "PATCH";
        browser.Headers["Access-Control-Request-Headers"] = "authorization,content-type,idempotency-key";
        var answer = await browser.Send(HttpMethod.Options, "/api/v1/services/x", null);
        Assert.Equal(allowed, answer.Headers.ContainsKey("Access-Control-Allow-Origin"));
        if (allowed)
        {
            Assert.Equal(Friend, answer.Is(204).Headers["Access-Control-Allow-Origin"]);
            Assert.Equal("PATCH", answer.Headers["Access-Control-Allow-Methods"]);
            Assert.Contains("idempotency-key", answer.Headers["Access-Control-Allow-Headers"], StringComparison.OrdinalIgnoreCase);
            Assert.Equal("3600", answer.Headers["Access-Control-Max-Age"]);
        }
    }

    [Fact]
    public async Task A_cookie_opens_nothing_for_another_origin_not_even_a_listed_one()
    {
        await using var host = await TestHost.StartWhole(cors: [Friend]);
        var admin = await host.SignedIn();
        admin.Headers["Origin"] = Friend;
        admin.Headers["Sec-Fetch-Site"] = "cross-site";
        (await admin.Post("/api/v1/services", new { title = "Sunday" })).Is(403, "cross_site");
        Assert.DoesNotContain("Access-Control-Allow-Credentials", (await admin.Get("/api/v1/services")).Headers.Keys);
        Assert.DoesNotContain("Access-Control-Allow-Origin", (await admin.Get("/admin")).Headers.Keys);
    }

    [Fact]
    public async Task Without_the_setting_nobody_is_listed()
    {
        await using var host = await TestHost.StartWhole();
        var program = host.Key();
        program.Headers["Origin"] = Friend;
        Assert.DoesNotContain((await program.Get("/api/v1/services")).Is(200).Headers.Keys, h => h.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }
}
