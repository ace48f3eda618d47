using VideoWall.Cluster.Tests.Support;

namespace VideoWall.Cluster.Tests;

/// <summary>One database under a silo by itself, then a cluster, then a silo by itself again.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ClusterSizeTests(SharedPostgres postgres)
{
    [Fact]
    public async Task OneSiloToClusterAndBack_KeepsTheRoster_AndRevisionsGoOn()
    {
        var database = await postgres.Database();
        using var folder = new TemporaryFolder();
        Service service;
        IReadOnlyList<Seat> roster;
        Webhook room;
        await using (var silo = await Alone())
        {
            using var producer = new Producer(silo);
            service = await producer.Create(new { pageSize = 64 });
            room = new(service.Room);
            await producer.Take(Enumerable.Range(0, 8).SelectMany(n => new[] { room.Joined($"church {n}"), room.Published($"church {n}") }));
            (await producer.Do(service, "hide", new { churchId = "church 3" })).Is(200);
            (service, roster) = (await producer.Read(service), await producer.Roster(service));
        }
        await using (var cluster = await TestCluster.Start(database, 2))
        {
            foreach (var silo in cluster.Silos)
            {
                await Same(silo);
            }
            using var producer = new Producer(cluster.Silos[1]);
            await producer.Take(room.Left("church 5"), room.Joined("church 9"), room.Published("church 9"));
            await GoesOn(producer, by: 3);
            await Task.WhenAll(cluster.Silos.Select(cluster.Stop));
        }
        await using (var silo = await Alone())
        {
            await Same(silo);
            using var producer = new Producer(silo);
            await producer.Take(room.Joined("church 5", session: 2));
            await GoesOn(producer, by: 1);
        }

        Task<SiloProcess> Alone() => SiloProcess.Start(folder.Path, ("DATABASE_URL", database));

        async Task Same(SiloProcess silo)
        {
            using var producer = new Producer(silo);
            Assert.Equal(service, await producer.Read(service) with { WallUrl = service.WallUrl }); // its address has the port in it
            Assert.Equal(roster, await producer.Roster(service));
        }

        async Task GoesOn(Producer producer, int by)
        {
            var before = service.Revision;
            (service, roster) = (await producer.Read(service), await producer.Roster(service));
            Assert.InRange(service.Revision, before + by, long.MaxValue);
        }
    }

    /// <summary>Both would decide about every service.</summary>
    [Fact]
    public async Task SecondSiloByItself_IsRefusedInWords_AndOneThatWasKilledHoldsUpNobody()
    {
        var database = await postgres.Database();
        using var folders = new TemporaryFolder();
        await using var first = await SiloProcess.Start(Path.Combine(folders.Path, "first"), ("DATABASE_URL", database));
        foreach (var cluster in (string?[])[null, "cluster"])
        {
            await using var second = SiloProcess.Launch(Path.Combine(folders.Path, "second"), ("DATABASE_URL", database), ("ORLEANS_CLUSTER", cluster), ("ORLEANS_SILO_PORT", "0"));
            await Refused(second);
        }
        await first.Ready(); // none of that harmed it
        using var producer = new Producer(first);
        await producer.Create();

        await first.Kill();
        await using var next = await SiloProcess.Start(Path.Combine(folders.Path, "second"), ("DATABASE_URL", database));
        using var goesOn = new Producer(next);
        await goesOn.Create();
    }

    [Fact]
    public async Task SiloByItself_BesideACluster_IsRefusedInWords()
    {
        await using var cluster = await TestCluster.Start(postgres, 1);
        using var folder = new TemporaryFolder();
        await using var alone = SiloProcess.Launch(folder.Path, ("DATABASE_URL", cluster.Database));
        await Refused(alone);
        await cluster.Silos[0].Ready();
    }

    static async Task Refused(SiloProcess silo)
    {
        var (code, said) = await silo.Ended();
        Assert.Equal(78, code);
        Assert.Contains("ORLEANS_CLUSTER", Assert.Single(said.Split('\n')), StringComparison.Ordinal);
    }
}
