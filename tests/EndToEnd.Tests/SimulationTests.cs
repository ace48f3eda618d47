using System.Globalization;
using System.Text.Json;
using VideoWall.EndToEnd.Support;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>A rehearsal without a media server: simulated churches come through the real door.</summary>
[Collection(SharedSilo.Name)]
public sealed class SimulationTests(SharedSilo silo)
{
    const int Churches = 60;

    [Fact]
    public async Task SixtyChurches_FillTwoWallsOfTwoScreens()
    {
        var service = await silo.Producer.Create(new { screens = 2 });
        var pages = new List<WallPage>();
        for (var wall = 0; wall < 2; wall++)
        {
            for (var screen = 0; screen < 2; screen++)
            {
                var page = await WallPage.OfWall(silo.Process, service, screen);
                await page.Watch(service);
                pages.Add(page);
            }
        }
        var body = (await silo.Producer.Api.Post($"/api/v1/services/{service.Id}/simulation", new { churches = Churches })).Is(200);
        Assert.Equal("simulated", body["media"]);
        await Eventually.Is("sixty churches sit on the wall", () => pages[0].Seats.Count, count => count == Churches);

        // They come and go all the time: compare the pages at one revision.
        await Eventually.Is("all pages have the same revision", () => pages.Select(p => (p.Revision, p.Shown)).ToList(), seen => seen.Select(s => s.Revision).Distinct().Count() == 1
            && Same(seen.Select(s => s.Shown)));
        var (pageSize, screens, count) = (Number(pages[0].Header("pageSize")), Number(pages[0].Header("screens")), Number(pages[0].Header("pages")));
        Assert.Equal((20, 2, 3), (pageSize, screens, count));
        for (var turn = 0; turn < 2; turn++)
        {
            var shown = Enumerable.Range(0, screens).Select(k => (turn * screens) + k).SelectMany(page => pages[0].Seats.Where(s => s / pageSize == page)).ToList();
            Assert.Equal(shown.Count, shown.Distinct().Count());
            Assert.Equal(turn == 0 ? 40 : 20, shown.Count);
        }
        var clock = JsonDocument.Parse(pages[0].Header("clock")).RootElement;
        Assert.All(pages, p => Assert.Equal(clock.GetProperty("epoch").ToString(), JsonDocument.Parse(p.Header("clock")).RootElement.GetProperty("epoch").ToString()));

        (await silo.Producer.Api.Delete($"/api/v1/services/{service.Id}/simulation")).Is(200);
        await Eventually.Is(
            "all have left", async () => await silo.Producer.Roster(service), roster => roster.All(c => c.State is "reconnecting"));
        foreach (var page in pages)
        {
            await page.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(501)]
    public async Task CountOutOfRange_IsRefused(int churches)
    {
        var service = await silo.Producer.Create();
        Assert.Equal("churches", (await silo.Producer.Api.Post($"/api/v1/services/{service.Id}/simulation", new { churches })).Is(400, "invalid").Field);
    }

    // One revision, one picture.
    static bool Same(IEnumerable<string> shown)
    {
        Assert.Single(shown.Distinct());
        return true;
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
