using Microsoft.AspNetCore.SignalR;
using VideoWall.EndToEnd.Support;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>What walls and consoles are told, byte by byte.</summary>
[Collection(SharedSilo.Name)]
public sealed class WallHubTests(SharedSilo silo)
{
    [Fact]
    public async Task Wall_GetsASnapshotThenDeltasThatCarryOnlyWhatChanged()
    {
        var (service, hooks) = await Live("a", "b");
        await using var wall = await WallPage.OfWall(silo.Process, service);
        var snapshot = await wall.Watch(service);
        Assert.Equal(service.Id, snapshot.GetProperty("serviceId").GetString());
        Assert.Equal([0, 1], wall.Seats);
        Assert.Equal(("live", "Sunday", "1", "20"), (wall.Header("state"), wall.Header("title"), wall.Header("pages"), wall.Header("pageSize")));

        await silo.Producer.Take(hooks.Joined("c"));
        await wall.Reaches((await silo.Producer.Read(service)).Revision);
        await silo.Producer.Take(hooks.Published("c"));
        await wall.Reaches((await silo.Producer.Read(service)).Revision);
        await silo.Producer.Take(hooks.Unpublished("a"), hooks.Left("a"));
        await wall.Reaches((await silo.Producer.Read(service)).Revision);

        Assert.Equal(
            [
                """{"seat":2,"churchId":"c","identity":"c","name":"c","city":"","state":"joining","participantSid":"PA_c_1","muted":false}""",
                """{"seat":2,"state":"live","trackSid":"TR_c_1"}""",
                """{"seat":0,"state":"joining","trackSid":null}""",
                """{"seat":0,"state":"reconnecting","participantSid":null}""",
            ],
            wall.Changes.SelectMany(c => c.Delta.GetProperty("seats").EnumerateArray()).Select(s => s.GetRawText()));
        await SameAsFresh(wall, service);
    }

    [Fact]
    public async Task Walls_AreToldOfChanges_InMuchLessThanTheySay_WhateverEachWasToldBefore()
    {
        var (service, hooks) = await Live("a");
        await using var wall = await WallPage.OfWall(silo.Process, service);
        await wall.Watch(service);
        await Changes(1, 20, wall);
        await using var late = await WallPage.OfWall(silo.Process, service);
        await late.Watch(service);
        var (received, told) = (wall.Received, wall.Changes.Count);
        await Changes(21, 40, wall, late);
        Assert.InRange(wall.Received - received, 1, wall.Changes.Skip(told).Sum(c => c.Bytes) / 2);
        Assert.Equal((0, 0), (wall.Gaps, late.Gaps));
        await SameAsFresh(wall, service);
        await SameAsFresh(late, service);

        async Task Changes(int from, int to, params WallPage[] walls)
        {
            for (var n = from; n <= to; n++)
            {
                await silo.Producer.Take(hooks.Joined($"guest-{n}"));
                var revision = (await silo.Producer.Read(service)).Revision;
                await Task.WhenAll(walls.Select(each => each.Reaches(revision)));
            }
        }
    }

    [Fact]
    public async Task ReconnectingPage_GetsTheMissingDeltasOnly()
    {
        var (service, hooks) = await Live("a", "b", "c");
        var first = await WallPage.OfWall(silo.Process, service);
        await first.Watch(service);
        await first.DisposeAsync();
        await silo.Producer.Take(hooks.Left("b"), hooks.Joined("d"));
        (await silo.Producer.Do(service, "blank")).Is(200);

        await using var again = await WallPage.OfWall(silo.Process, service);
        again.Remember(first);
        var answer = await again.Watch(service, first.Revision);
        var delta = Assert.Single(answer.GetProperty("deltas").EnumerateArray());
        Assert.Equal(2, delta.GetProperty("seats").GetArrayLength());
        Assert.Equal((await silo.Producer.Read(service)).Revision, again.Revision);
        await SameAsFresh(again, service);

        // Nothing missed: nothing told. A revision that nobody has: everything.
        Assert.Empty((await again.Watch(service, again.Revision)).GetProperty("deltas").EnumerateArray());
        Assert.True((await again.Watch(service, again.Revision + 1000)).TryGetProperty("seats", out _));
    }

    [Fact]
    public async Task HiddenAndWaitingChurches_NeverReachAWall_TheConsoleSeesThem()
    {
        var service = await silo.Producer.Create(new { admission = "approval" });
        var hooks = new Webhook(service.Room);
        await using var wall = await WallPage.OfWall(silo.Process, service);
        await using var console = await WallPage.Open(silo.Process, SiloProcess.AdminKey);
        await wall.Watch(service);
        await console.Watch(service);

        await silo.Producer.Take(hooks.Joined("seen"), hooks.Published("seen"), hooks.Joined("secret"), hooks.Published("secret"));
        (await silo.Producer.Do(service, "admit", new { churchId = "seen" })).Is(200);
        (await silo.Producer.Do(service, "rename", new { churchId = "secret", name = "secret two" })).Is(200);
        (await silo.Producer.Do(service, "deny", new { churchId = "secret" })).Is(200);
        var revision = (await silo.Producer.Read(service)).Revision;
        await wall.Reaches(revision);
        await console.Reaches(revision);
        Assert.Equal("seen", wall[0, "name"]);
        Assert.DoesNotContain("secret", wall.Raw, StringComparison.Ordinal);
        Assert.Contains("secret two", console.Shown, StringComparison.Ordinal);
        Assert.Contains("waiting", console.Raw, StringComparison.Ordinal);
        Assert.All(console.Seats.Where(s => console[s, "name"] == "secret two"), s => Assert.True(s < 0));

        (await silo.Producer.Do(service, "hide", new { churchId = "seen" })).Is(200);
        (await silo.Producer.Do(service, "rename", new { churchId = "seen", name = "renamed behind the curtain" })).Is(200);
        revision = (await silo.Producer.Read(service)).Revision;
        await wall.Reaches(revision);
        await console.Reaches(revision);
        Assert.Empty(wall.Seats);
        Assert.DoesNotContain("curtain", wall.Raw, StringComparison.Ordinal);
        Assert.Equal("hidden", console[0, "state"]);
        await using var late = await WallPage.OfWall(silo.Process, service);
        await late.Watch(service);
        Assert.Empty(late.Seats);
    }

    [Fact]
    public async Task Token_OpensItsOwnServiceAndHubOnly()
    {
        var (service, _) = await Live();
        var (other, _) = await Live();
        using var somebody = silo.Somebody();
        var church = (await somebody.Post("/api/v1/join", new { service.Code, name = "Bern" })).Is(200)["hubToken"];
        var wall = (await somebody.Post("/api/v1/wall", new { service.Code, key = service.WallKey })).Is(200)["hubToken"];

        Assert.Equal(401, await StatusOf("/hubs/wall", null));
        Assert.Equal(401, await StatusOf("/hubs/wall", "nonsense"));
        Assert.Equal(401, await StatusOf("/hubs/wall", wall[..^4] + "AAAA"));
        Assert.Contains(await StatusOf("/hubs/wall", church), (int[])[401, 403]);
        Assert.Contains(await StatusOf("/hubs/church", wall), (int[])[401, 403]);
        Assert.Equal(101, await StatusOf("/hubs/church", church));

        await using var page = await WallPage.Open(silo.Process, wall);
        await Assert.ThrowsAsync<HubException>(() => page.Watch(other));
        await page.Watch(service);
        // No client can tell another anything.
        await Assert.ThrowsAsync<HubException>(() => page.Call("changed", new { from = 0, to = 99 }));
        await Assert.ThrowsAsync<HubException>(() => page.Call("Changed", new { from = 0, to = 99 }));
        Assert.True(page.IsOpen);
    }

    [Fact]
    public async Task Console_LearnsHowWallsDo_AndWhichWebhooksWereBehindAChange()
    {
        var (service, hooks) = await Live("a");
        await using var console = await WallPage.Open(silo.Process, SiloProcess.AdminKey);
        await console.Watch(service, causes: true);
        await using var wall = await WallPage.OfWall(silo.Process, service, 1);
        await wall.Watch(service);
        await Eventually.Is("the console hears of the wall", () => console.Raw, raw => raw.Contains("\"walls\"", StringComparison.Ordinal) && raw.Contains("\"screen\":1", StringComparison.Ordinal));
        var id = Webhook.NewId();
        await silo.Producer.Take(hooks.Joined("b", id: id));
        await Eventually.Is("the cause is named", () => console.Raw, raw => raw.Contains($"\"causes\":[\"{id}\"]", StringComparison.Ordinal));
        var time = (await wall.Call("Time")).GetProperty("serverTime").GetDateTimeOffset();
        Assert.InRange(time, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddMinutes(1));
    }

    [Fact]
    public async Task ChangesOfTheService_ReachTheWallAtOnce()
    {
        var (service, _) = await Live("a");
        await using var wall = await WallPage.OfWall(silo.Process, service);
        await wall.Watch(service);
        (await silo.Producer.Api.Patch($"/api/v1/services/{service.Id}", new { title = "Easter", pageSize = 16, screens = 2 })).Is(200);
        (await silo.Producer.Do(service, "spotlight", new { churchId = "a" })).Is(200);
        (await silo.Producer.Api.Post($"/api/v1/services/{service.Id}/end")).Is(200);
        await wall.Reaches((await silo.Producer.Read(service)).Revision);
        Assert.Equal(("Easter", "16", "2", "ended"), (wall.Header("title"), wall.Header("pageSize"), wall.Header("screens"), wall.Header("state")));
        await SameAsFresh(wall, service, SiloProcess.AdminKey);
    }

    Task<int> StatusOf(string hub, string? token) => PageSocket.StatusOf(PageSocket.Address(silo.Process.Address, hub, token));

    async Task<(Service Service, Webhook Hooks)> Live(params string[] churches)
    {
        var service = await silo.Producer.Create();
        var hooks = new Webhook(service.Room);
        await silo.Producer.Take(churches.SelectMany(c => new[] { hooks.Joined(c), hooks.Published(c) }));
        return (service, hooks);
    }

    async Task SameAsFresh(WallPage page, Service service, string? key = null)
    {
        await using var fresh = key is null ? await WallPage.OfWall(silo.Process, service) : await WallPage.Open(silo.Process, key);
        await fresh.Watch(service);
        Assert.Equal(fresh.Shown, page.Shown);
    }
}
