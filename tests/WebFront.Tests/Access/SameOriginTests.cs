using Microsoft.AspNetCore.Builder;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>What other sites cannot do with a visitor's cookie.</summary>
public sealed class SameOriginTests
{
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

    [Theory]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer")]
    [InlineData("Bearer vw_nothing")]
    public async Task An_authorization_header_beside_the_cookie_makes_no_difference(string authorization)
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        admin.Headers["Authorization"] = authorization;
        admin.Headers["Sec-Fetch-Site"] = "cross-site";
        (await admin.Post("/api/v1/keys", new { name = "x", role = "viewer" })).Is(403, "cross_site");
        (await admin.Delete("/api/v1/session")).Is(403, "cross_site");
        admin.Headers["Sec-Fetch-Site"] = "same-origin";
        admin.Headers.Remove("Authorization");
        (await admin.Get("/api/v1/session")).Is(200);
    }

    [Fact]
    public async Task A_cookie_of_either_name_counts()
    {
        await using var host = await TestHost.Start();
        var tls = host.Anybody();
        tls.Headers["X-Forwarded-Proto"] = "https";
        tls.Headers["X-Forwarded-For"] = "203.0.113.9";
        (await tls.Post("/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(200);
        tls.Headers["Sec-Fetch-Site"] = "cross-site";
        (await tls.Post("/api/v1/keys", new { name = "x", role = "viewer" })).Is(403, "cross_site");
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
