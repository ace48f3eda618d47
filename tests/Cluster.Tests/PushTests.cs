using VideoWall.Cluster.Tests.Support;

namespace VideoWall.Cluster.Tests;

/// <summary>With nothing amiss: whichever silo is told, every wall at every silo sees it.</summary>
[Collection(SharedPostgres.Name)]
public sealed class PushTests(SharedPostgres postgres)
{
    [Fact]
    public async Task WebhooksToAnySilo_ReachTheWallsOfEverySilo()
    {
        await using var cluster = await TestCluster.Start(postgres, 3);
        await using var load = await Load.Open(cluster);
        var walls = await SteadyWall.OpenAll(cluster, load.Service);
        await using var closing = new Closing(walls);
        load.Start();
        await load.Goes(on: 200);
        await Proof.NothingLost(cluster, load, walls);
        Assert.Equal(0, load.Repeated);

        // And what a producer does at one silo.
        using var producer = new Producer(cluster.Silos[2]);
        (await producer.Do(load.Service, "blank")).Is(200);
        var revision = (await producer.Read(load.Service)).Revision;
        foreach (var wall in walls)
        {
            await wall.Reaches(revision);
            Assert.Contains("blank=true", wall.Shown, StringComparison.Ordinal);
        }
    }
}
