using System.Collections.Concurrent;
using VideoWall.EndToEnd.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>What was answered 200 is there, whatever dies; what cannot be kept is answered 503, never 200.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task KilledSilo_HasEverythingItAnswered()
    {
        using var folder = new TemporaryFolder();
        Service service;
        ConcurrentQueue<string> taken = new();
        await using (var silo = await SiloProcess.Start(folder.Path))
        {
            using var producer = new Producer(silo);
            service = await producer.Create();
            var hooks = new Webhook(service.Room);
            var senders = Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
            {
                for (var n = 0; ; n++)
                {
                    try
                    {
                        if ((await producer.Send(hooks.Joined($"church {sender} {n}"))).Status == 200)
                        {
                            taken.Enqueue($"church {sender} {n}");
                        }
                    }
                    catch (HttpRequestException)
                    {
                        return; // it is dead
                    }
                }
            })).ToList();
            await Eventually.Is("two hundred are taken", () => taken.Count, count => count >= 200);
            await silo.Kill();
            await Task.WhenAll(senders);
        }

        await using var again = await SiloProcess.Start(folder.Path);
        using var after = new Producer(again);
        var roster = (await after.Roster(service)).Select(c => c.Name).ToHashSet();
        Assert.DoesNotContain(taken, name => !roster.Contains(name));
        var attended = (await after.Api.Get($"/api/v1/services/{service.Id}/attendance")).Is(200).Json.EnumerateArray().Select(a => a.GetProperty("name").GetString()!).ToHashSet();
        Assert.DoesNotContain(taken, name => !attended.Contains(name));
        // And it goes on.
        await after.Take(new Webhook(service.Room).Joined("one more"));
    }

    [Fact]
    public async Task AllWallsAtOnce_AreTheFirstToComeBackToASiloJustStarted()
    {
        const int walls = 64;
        using var folder = new TemporaryFolder();
        Service service;
        await using (var silo = await SiloProcess.Start(folder.Path))
        {
            using var producer = new Producer(silo);
            service = await producer.Create();
            await silo.Kill();
        }

        await using var again = await SiloProcess.Start(folder.Path);
        var pages = await Task.WhenAll(Enumerable.Range(0, walls).Select(_ => WallPage.OfWall(again, service)));
        await Task.WhenAll(pages.Select(page => page.Watch(service)));
        Assert.Single(pages.Select(page => page.Shown).Distinct());
        foreach (var page in pages)
        {
            await page.DisposeAsync();
        }
    }

    [Fact]
    public async Task KilledPostgres_IsBackByItself_AndNothingAcknowledgedIsLost()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.Start(folder.Path);
        using var producer = new Producer(silo);
        var service = await producer.Create();
        var hooks = new Webhook(service.Room);
        await using var wall = await WallPage.OfWall(silo, service);
        await wall.Watch(service);
        var (taken, refused) = (new List<string>(), 0);

        for (var kills = 0; kills < 2; kills++)
        {
            var before = silo.Postmaster;
            for (var n = 0; n < 20; n++)
            {
                await Send($"before {kills} {n}");
            }
            silo.SignalPostgres("KILL");
            await Eventually.Is(
                "webhooks are taken again",
                async () => await Send($"after {kills} {Webhook.NewId()}"),
                status => status == 200 && silo.Postmaster != before);
        }

        var roster = (await producer.Roster(service)).Select(c => c.Name).ToHashSet();
        Assert.DoesNotContain(taken, name => !roster.Contains(name));
        await silo.Ready();
        Assert.True(wall.IsOpen);
        await wall.Reaches((await producer.Read(service)).Revision);
        Assert.DoesNotContain(roster, name => !wall.Seats.Any(s => wall[s, "name"] == name));

        async Task<int> Send(string name)
        {
            var (status, code, retry) = await producer.Send(hooks.Joined(name));
            if (status == 200)
            {
                taken.Add(name);
            }
            else
            {
                refused++;
                Assert.Equal((503, "unavailable"), (status, code));
                Assert.NotNull(retry);
            }
            return status;
        }
    }

    [Fact]
    public async Task FrozenPostgres_IsSaid_WallsKeepTheirPicture_AndAllGoesOnAfterwards()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.Start(folder.Path);
        using var producer = new Producer(silo);
        var service = await producer.Create();
        var hooks = new Webhook(service.Room);
        await producer.Take(hooks.Joined("before"), hooks.Published("before"));
        await using var wall = await WallPage.OfWall(silo, service);
        await wall.Watch(service);
        await producer.Take(hooks.Joined("second"));
        await wall.Reaches((await producer.Read(service)).Revision);

        silo.SignalPostgres("STOP");
        try
        {
            var webhook = producer.Send(hooks.Joined("during"));
            var command = producer.Do(service, "blank");
            var (status, code, retry) = await webhook;
            Assert.Equal((503, "unavailable"), (status, code));
            Assert.InRange(retry!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
            var refused = (await command).Is(503);
            Assert.Contains(refused.Code, (string[])["unavailable", "outcome_unknown"]); // it waited behind the webhook, or was on its way with it
            Assert.NotEmpty(refused.Headers["Retry-After"]);
            (await producer.Api.Get("/readyz")).Is(503);
            (await producer.Api.Get("/healthz")).Is(200);
            // A wall that reloads meanwhile gets its picture from the silo's memory.
            Assert.True(wall.IsOpen);
            Assert.Equal([0, 1], (await wall.Watch(service)).GetProperty("seats").EnumerateArray().Select(s => s.GetProperty("seat").GetInt32()));
        }
        finally
        {
            silo.SignalPostgres("CONT");
        }

        await silo.Ready();
        await Eventually.Is("webhooks are taken again", async () => await producer.Send(hooks.Joined("during")), answer => answer.Status == 200);
        (await producer.Do(service, "rename", new { churchId = "second", name = "renamed" })).Is(200);
        await wall.Reaches((await producer.Read(service)).Revision);
        Assert.True(wall.IsOpen);
        Assert.Equal(["before", "renamed", "during"], wall.Seats.Select(s => wall[s, "name"]));
    }
}
