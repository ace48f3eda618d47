using System.Buffers.Text;
using System.Text.Json;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Services;

/// <summary>The wall's key is for those who may open walls.</summary>
public sealed class WallKeyTests
{
    [Fact]
    public async Task ViewersSeeNoWallKey_ThoseWhoRunTheServiceDo()
    {
        await using var host = await TestHost.StartWhole();
        var service = (await host.Key().Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        var key = service["wallUrl"].Split("key=")[1];
        var (viewer, moderator) = (await Caller(host, "viewer"), await Caller(host, "moderator"));
        foreach (var path in (string[])["/api/v1/services", $"/api/v1/services/{service["id"]}", $"/api/v1/services/{service["id"]}/roster", $"/api/v1/services/{service["id"]}/attendance"])
        {
            Assert.DoesNotContain(key, (await viewer.Get(path)).Is(200).Text, StringComparison.Ordinal);
        }
        Assert.Equal("", (await viewer.Get($"/api/v1/services/{service["id"]}"))["wallUrl"]); // null
        Assert.Equal(service["wallUrl"], (await moderator.Get($"/api/v1/services/{service["id"]}"))["wallUrl"]);

        (await host.Key().Patch($"/api/v1/services/{service["id"]}", new { wallAccess = "code" })).Is(200);
        Assert.EndsWith($"/wall/{service["code"]}", (await viewer.Get($"/api/v1/services/{service["id"]}"))["wallUrl"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAViewerHearsOnTheHub_HasNoWallKeyInIt()
    {
        await using var host = await TestHost.StartWhole();
        var service = (await host.Key().Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        var viewer = await Caller(host, "viewer");
        using var console = await HubLine.Open(host.Address, "/hubs/wall", viewer.ApiKey);
        await console.Call("Watch", $$"""{"serviceId":"{{service["id"]}}","causes":true}""");
        await Eventually.Is("it watches", () => console.Heard, heard => heard.Contains("\"revision\"", StringComparison.Ordinal));
        var renewed = (await host.Key().Post($"/api/v1/services/{service["id"]}/wall-key")).Is(200);
        await Eventually.Is("it hears of the change", () =>
        {
            host.Time.Advance(TimeSpan.FromMilliseconds(100));
            return console.Heard;
        }, heard => heard.Contains($"\"to\":{renewed["revision"]}", StringComparison.Ordinal));
        Assert.DoesNotContain(renewed["wallUrl"].Split("key=")[1], console.Heard, StringComparison.Ordinal);
    }

    /// <summary>So that it can be put out of LiveKit's room with its key.</summary>
    [Fact]
    public async Task AWallsLiveKitToken_SaysByWhichKeyItCame()
    {
        await using var host = await TestHost.StartWhole(liveKit: new(new("http://livekit.invalid/")));
        var service = (await host.Key().Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        var key = service["wallUrl"].Split("key=")[1];
        (await host.Key().Patch($"/api/v1/services/{service["id"]}", new { wallAccess = "code" })).Is(200);
        foreach (var (given, by) in ((string?, string)[])[(key, key), (null, ""), ("wrong", "")])
        {
            var wall = (await host.Anybody().Post("/api/v1/wall", new { code = service["code"], key = given })).Is(200);
            var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(wall["token"].Split('.')[1])).RootElement;
            Assert.Equal(Identities.Wall + WallIdentity.Viewer(by, wall["wallId"]), claims.GetProperty("sub").GetString());
        }
    }

    static async Task<Client> Caller(TestHost host, string role) => host.Key((await host.Key().Post("/api/v1/keys", new { name = role, role })).Is(201)["key"]);
}
