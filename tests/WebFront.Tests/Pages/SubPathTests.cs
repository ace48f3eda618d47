using VideoWall.WebFront.Pages;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Pages;

/// <summary>Below a path of somebody else's address, behind proxies that pass the path on and others that take it away.</summary>
public sealed class SubPathTests : IAsyncLifetime
{
    const string Public = "https://www.example.org/videowall";
    TestHost host = null!;

    public async Task InitializeAsync() => host = await TestHost.StartWhole(publicBase: new(Public + "/"));

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/videowall")] // passed on as it came
    [InlineData("")] // taken away
    public async Task Everything_works_and_every_address_carries_the_path(string prefix)
    {
        var person = host.Anybody();
        var signedIn = (await person.Post($"{prefix}/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(200);
        Assert.Contains("path=/videowall;", signedIn.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        (await person.Get($"{prefix}/api/v1/session")).Is(200);

        var service = (await person.Post($"{prefix}/api/v1/services", new { title = "Sunday" })).Is(201);
        Assert.Equal($"{Public}/join/{service["code"]}", service["joinUrl"]);
        Assert.StartsWith($"{Public}/wall/{service["code"]}?key=", service["wallUrl"], StringComparison.Ordinal);
        Assert.Equal($"/videowall/api/v1/services/{service["id"]}", service.Headers["Location"]);
        var church = (await person.Post($"{prefix}/api/v1/churches", new { name = "Grace" })).Is(201);
        Assert.StartsWith($"{Public}/j/", church["joinUrl"], StringComparison.Ordinal);
        Assert.StartsWith("/videowall/api/v1/churches/", church.Headers["Location"], StringComparison.Ordinal);

        Assert.Equal("no-store", (await person.Get($"{prefix}/api/v1/session")).Headers["Cache-Control"]);
        (await person.Get($"{prefix}/hubs/wall")).Is(400); // a hub, without a socket
        (await person.Get($"{prefix}/healthz")).Is(200);
        Assert.Equal("/videowall/", (await person.Get($"{prefix}/openapi/v1.json")).Is(200).Json.GetProperty("servers")[0].GetProperty("url").GetString());
        Assert.Contains("/videowall/icon.svg", (await person.Get($"{prefix}/docs/")).Is(200).Text, StringComparison.Ordinal);

        person.Headers["Accept"] = "text/html";
        Assert.Contains("href=\"/videowall/admin\"", (await person.Get($"{prefix}/nothing")).Is(404).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_out_the_cookie_goes_by_the_same_path()
    {
        var person = await host.SignedIn();
        var gone = (await person.Delete("/videowall/api/v1/session")).Is(204);
        Assert.Contains("path=/videowall;", gone.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_path_that_only_begins_alike_is_another()
    {
        (await host.Anybody().Get("/videowalls/healthz")).Is(404, "not_found");
        (await host.Anybody().Get("/videowall/videowall/healthz")).Is(404, "not_found");
    }

    [Theory]
    [InlineData("", """<script src="/assets/a.js"></script><link href="/icon.svg"><a href="https://x/./y">""")]
    [InlineData("/videowall", """<script src="/videowall/assets/a.js"></script><link href="/videowall/icon.svg"><a href="https://x/./y">""")]
    public void Pages_name_their_assets_from_the_root_of_the_address(string pathBase, string expected) =>
        Assert.Equal(expected, PageFiles.Rooted("""<script src="./assets/a.js"></script><link href="./icon.svg"><a href="https://x/./y">""", pathBase));
}
