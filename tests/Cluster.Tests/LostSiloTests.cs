using VideoWall.Cluster.Tests.Support;

namespace VideoWall.Cluster.Tests;

/// <summary>Silos go, gracefully, at once or in a coma, while churches come and go.</summary>
[Collection(SharedPostgres.Name)]
public sealed class LostSiloTests(SharedPostgres postgres)
{
    [Fact]
    public async Task EachSiloKilledInTurn_AmongThemTheOneThatHasTheService_LosesNothing()
    {
        await using var cluster = await TestCluster.Start(postgres, 3);
        await using var load = await Load.Open(cluster);
        var walls = await SteadyWall.OpenAll(cluster, load.Service);
        await using var closing = new Closing(walls);
        load.Start();
        // The service is at one of the three: whichever that is, one of these kills takes it.
        foreach (var silo in cluster.Silos)
        {
            await load.Goes();
            await cluster.Kill(silo);
            await load.Goes();
            await cluster.Add();
        }
        await load.Goes();
        await Proof.NothingLost(cluster, load, walls);
    }

    [Fact]
    public async Task RollingRestart_RefusesNoWebhook_AndNoWallSeesAnError()
    {
        await using var cluster = await TestCluster.Start(postgres, 3);
        await using var load = await Load.Open(cluster);
        var walls = await SteadyWall.OpenAll(cluster, load.Service);
        await using var closing = new Closing(walls);
        load.Start();
        foreach (var silo in cluster.Silos)
        {
            await load.Goes();
            Assert.Equal(0, await cluster.Stop(silo));
            await cluster.Add();
        }
        await load.Goes();
        await Proof.NothingLost(cluster, load, walls);
    }

    [Fact]
    public async Task FrozenSilo_ThatWasGivenUp_EndsWhenItThaws_AndDoesNothingTwice()
    {
        await using var cluster = await TestCluster.Start(postgres, 3);
        await using var load = await Load.Open(cluster);
        var walls = await SteadyWall.OpenAll(cluster, load.Service);
        await using var closing = new Closing(walls);
        load.Start();
        foreach (var silo in cluster.Silos.Take(2))
        {
            await load.Goes();
            silo.Signal("STOP"); // with webhooks on their way into it
            await GivenUp(cluster, silo);
            await load.Goes();
            silo.Signal("CONT");
            await silo.Ended(); // the supervisor starts another one
            cluster.Forget(silo);
            await cluster.Add();
        }
        await load.Goes();
        await Proof.NothingLost(cluster, load, walls);
    }

    [Fact]
    public async Task KilledPostgres_UnderThreeSilos_LosesNothingAcknowledged()
    {
        await using var cluster = await TestCluster.Start(postgres, 3);
        await using var load = await Load.Open(cluster);
        var walls = await SteadyWall.OpenAll(cluster, load.Service);
        await using var closing = new Closing(walls);
        load.Start();
        for (var kills = 0; kills < 2; kills++)
        {
            await load.Goes();
            var before = postgres.Process!.Value;
            Signals.SendToPostgres("KILL", before);
            await Eventually.Is("Postgres is started again", () => postgres.Process, now => now is { } id && id != before);
        }
        await load.Goes();
        await Task.WhenAll(cluster.Silos.Select(silo => silo.Ready()));
        Assert.DoesNotContain(cluster.Silos, silo => silo.HasExited);
        await Proof.NothingLost(cluster, load, walls);
    }

    [Fact]
    public async Task AllSilosKilled_OthersOnOtherPortsServeAgainWithinHalfAMinute()
    {
        await using var cluster = await TestCluster.Start(postgres, 3);
        await using var load = await Load.Open(cluster);
        var walls = await SteadyWall.OpenAll(cluster, load.Service);
        await using var closing = new Closing(walls);
        load.Start();
        await load.Goes();
        await Task.WhenAll(cluster.Silos.Select(cluster.Kill));

        var clock = TimeProvider.System.GetTimestamp();
        await cluster.Add(3);
        await load.Goes(on: 1);
        Assert.InRange(TimeProvider.System.GetElapsedTime(clock), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        await load.Goes();
        await Proof.NothingLost(cluster, load, walls);
    }

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Others answer /readyz with how many are at work.
    static async Task GivenUp(TestCluster cluster, HallProcess frozen)
    {
        foreach (var silo in cluster.Silos.Where(s => s != frozen))
        {
            using var client = new Client(silo.Address);
            await Eventually.Is("the frozen silo is given up", async () => (await client.Get("/readyz")).Text, text => text.Contains("2 silos are at work", StringComparison.Ordinal), Patience);
        }
    }
}
