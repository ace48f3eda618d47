using VideoWall.Hall.Tests.Support;

namespace VideoWall.Hall.Tests;

/// <summary>A service of a thousand churches costs each wall no more per change than one of ten.</summary>
[Collection(SharedHall.Name)]
public sealed class ThousandChurchesTests(SharedHall hall)
{
    const int Churches = 1000;
    const int LargestSeat = 400;

    /// <summary>More changes than the server keeps for pages that lag.</summary>
    const int MoreThanKept = 540;

    [Fact]
    public async Task Join_IsOneSmallDeltaPerWall_AndAPageThatStopsReadingHoldsUpNobody()
    {
        var service = await hall.Producer.Create();
        var hooks = new Webhook(service.Room);
        await Parallel.ForAsync(0, Churches, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (n, _) =>
        {
            await hall.Producer.Take(hooks.Joined($"guest-{n}"), hooks.Published($"guest-{n}"));
        });
        await using var wall = await WallPage.OfWall(hall.Process, service);
        await using var stalled = await WallPage.OfWall(hall.Process, service, small: true);
        await wall.Watch(service);
        await stalled.Watch(service);
        Assert.Equal(Enumerable.Range(0, Churches), wall.Seats);

        await OneDeltaEach(service, hooks, wall);

        // Everything it asks for piles up before its door, then every change.
        stalled.Pause();
        for (var asked = 0; asked < 8; asked++)
        {
            stalled.AskForEverything();
        }
        var revision = 0L;
        for (var change = 0; change < MoreThanKept; change++)
        {
            revision = (await hall.Producer.Do(service, "rename", new { churchId = "guest-7", name = $"Name {change}" })).Is(200).Json.GetProperty("revision").GetInt64();
        }
        await wall.Reaches(revision);
        Assert.Equal($"Name {MoreThanKept - 1}", wall[int.Parse(Seat(wall, "guest-7"), System.Globalization.CultureInfo.InvariantCulture), "name"]);
        Assert.Equal(0, wall.Gaps);
        Assert.True(stalled.Revision < revision);
        stalled.GoOn();
        await stalled.Reaches(revision);
        Assert.True(stalled.Gaps > 0, "the page that had stopped was led over what it missed step by step");
        Assert.Equal(wall.Shown, stalled.Shown);
    }

    async Task OneDeltaEach(Service service, Webhook hooks, WallPage wall)
    {
        using var somebody = hall.Somebody();
        var church = (await somebody.Post("/api/v1/join", new { service.Code, name = "Evangelisch-reformierte Kirchgemeinde Bümpliz", city = "Bern" })).Is(200);
        var identity = church["identity"];
        await wall.Reaches((await hall.Producer.Read(service)).Revision);
        var before = wall.Changes.Count;

        await hall.Producer.Take(hooks.Joined(identity));
        await wall.Reaches((await hall.Producer.Read(service)).Revision);
        await hall.Producer.Take(hooks.Published(identity));
        await wall.Reaches((await hall.Producer.Read(service)).Revision);

        var told = wall.Changes.Skip(before).ToList();
        Assert.Equal(2, told.Count);
        Assert.All(told, t => Assert.Single(t.Delta.GetProperty("seats").EnumerateArray()));
        Assert.InRange(told[0].Delta.GetProperty("seats")[0].GetRawText().Length, 1, LargestSeat);
        Assert.InRange(told[0].Bytes, 1, LargestSeat + 100); // with the envelope, the page count, the clock
        Assert.InRange(told[1].Bytes, 1, 200);
    }

    static string Seat(WallPage wall, string church) => wall.Seats.Where(s => wall[s, "churchId"] == church).Select(s => wall[s, "seat"]!).Single();
}
