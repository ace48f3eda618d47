using System.Globalization;
using VideoWall.Cluster.Tests.Support;

namespace VideoWall.Cluster.Tests;

/// <summary>Doors open by the clock, with nobody calling.</summary>
[Collection(SharedPostgres.Name)]
public sealed class DoorsTests(SharedPostgres postgres)
{
    [Fact]
    public async Task DoorsOfAScheduledService_OpenOnTime_ThoughTheSiloThatKnewOfItIsGone()
    {
        await using var cluster = await TestCluster.Start(postgres, 2);
        var lost = cluster.Silos[0];
        using var producer = new Producer(lost);
        var opens = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(12);
        // Wherever they are put: some of them were at the silo that is lost.
        var services = new List<Service>();
        for (var n = 0; n < 8; n++)
        {
            services.Add(await producer.Create(new { startsAt = opens, doorsMinutes = 0 }));
        }
        await cluster.Kill(lost);

        // Asked of the database: a question to a silo would wake what sleeps.
        await Eventually.Is(
            "the doors are open",
            async () => string.Join(' ', await SharedPostgres.Read<string>(cluster.Database, "SELECT state FROM services")),
            states => !states.Contains("scheduled", StringComparison.Ordinal));
        var late = await SharedPostgres.Read<DateTime>(cluster.Database, "SELECT at FROM events WHERE type = 'DoorsOpened'");
        Assert.Equal(services.Count, late.Count);
        Assert.All(late, at => Assert.True(
            at - opens.UtcDateTime < TimeSpan.FromSeconds(5), string.Create(CultureInfo.InvariantCulture, $"{(at - opens.UtcDateTime).TotalSeconds} s late")));
    }
}
