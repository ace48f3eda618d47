using VideoWall.EndToEnd.Support;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>A service of a thousand churches costs each wall no more per change than one of ten.</summary>
[Collection(SharedSilo.Name)]
public sealed class ThousandChurchesTests(SharedSilo silo)
{
    const int Churches = 1000;
    const int LargestSeat = 400;

    /// <summary>Answers of some 150 KB each: more than all buffers between the server and the page hold (tcp_wmem is 4 MB).</summary>
    const int Burden = 60;

    /// <summary>More changes than the server keeps for pages that lag.</summary>
    const int MoreThanKept = 540;

    [Fact]
    public async Task Join_IsOneSmallDeltaPerWall_AndAPageThatStopsReadingHoldsUpNobody()
    {
        var large = await silo.Producer.Create();
        var hooks = new Webhook(large.Room);
        await Parallel.ForAsync(0, Churches, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (n, _) =>
        {
            await silo.Producer.Take(hooks.Joined($"guest-{n}"), hooks.Published($"guest-{n}"));
        });
        await using var wall = await WallPage.OfWall(silo.Process, large);
        await wall.Watch(large);
        Assert.Equal(Enumerable.Range(0, Churches), wall.Seats);
        await OneDeltaEach(large, hooks, wall);
        await SlowPage(large);
    }

    async Task SlowPage(Service large)
    {
        var service = await silo.Producer.Create();
        await silo.Producer.Take(new Webhook(service.Room).Joined("Bern"));
        await using var quick = await WallPage.Open(silo.Process, SiloProcess.AdminKey);
        await using var stalled = await WallPage.Open(silo.Process, SiloProcess.AdminKey, small: true);
        await quick.Watch(service);
        await stalled.Watch(service);

        stalled.Pause();
        for (var answers = 0; answers < Burden; answers++)
        {
            stalled.Burden(large);
        }
        var revision = 0L;
        for (var change = 0; change < MoreThanKept; change++)
        {
            revision = (await silo.Producer.Do(service, "rename", new { churchId = "Bern", name = $"Name {change}" })).Is(200).Json.GetProperty("revision").GetInt64();
        }
        await quick.Reaches(revision);
        Assert.Equal($"Name {MoreThanKept - 1}", quick[0, "name"]);
        Assert.Equal(0, quick.Gaps);
        Assert.True(stalled.Revision < revision);

        stalled.GoOn();
        await stalled.Reaches(revision);
        Assert.True(stalled.Gaps > 0, "the page that had stopped was led over what it missed step by step");
        Assert.Equal(quick.Shown, stalled.Shown);
    }

    async Task OneDeltaEach(Service service, Webhook hooks, WallPage wall)
    {
        using var somebody = silo.Somebody();
        var church = (await somebody.Post("/api/v1/join", new { service.Code, name = "Evangelisch-reformierte Kirchgemeinde Bümpliz", city = "Bern" })).Is(200);
        var identity = church["identity"];
        await wall.Reaches((await silo.Producer.Read(service)).Revision);
        var before = wall.Changes.Count;

        await silo.Producer.Take(hooks.Joined(identity));
        await wall.Reaches((await silo.Producer.Read(service)).Revision);
        await silo.Producer.Take(hooks.Published(identity));
        await wall.Reaches((await silo.Producer.Read(service)).Revision);

        var told = wall.Changes.Skip(before).ToList();
        Assert.Equal(2, told.Count);
        Assert.All(told, t => Assert.Single(t.Delta.GetProperty("seats").EnumerateArray()));
        Assert.InRange(told[0].Delta.GetProperty("seats")[0].GetRawText().Length, 1, LargestSeat);
        Assert.InRange(told[0].Bytes, 1, LargestSeat + 100); // with the envelope, the page count, the clock
        Assert.InRange(told[1].Bytes, 1, 200);
    }
}
