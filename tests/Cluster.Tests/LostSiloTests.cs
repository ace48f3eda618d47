using VideoWall.Cluster.Tests.Support;

namespace VideoWall.Cluster.Tests;

/// <summary>Silos go, gracefully, at once or in a coma, while churches come and go.</summary>
[Collection(SharedPostgres.Name)]
public sealed class LostSiloTests(SharedPostgres postgres)
{
    [Fact]
    public Task EachSiloKilledInTurn_AmongThemTheOneThatHasTheService_LosesNothing() => UnderLoad(async (cluster, load) =>
    {
        // The service is at one of the three: whichever that is, one of these kills takes it.
        foreach (var silo in cluster.Silos)
        {
            await load.Goes();
            await cluster.Kill(silo);
            await load.Goes();
            await cluster.Add();
        }
        await load.Goes();
    });

    [Fact]
    public Task RollingRestart_RefusesNoWebhook_AndNoWallSeesAnError() => UnderLoad(async (cluster, load) =>
    {
        foreach (var silo in cluster.Silos)
        {
            await load.Goes();
            Assert.Equal(0, await cluster.Stop(silo));
            await cluster.Add();
        }
        await load.Goes();
    });

    [Fact]
    public Task FrozenSilo_ThatWasGivenUp_EndsWhenItThaws_AndDoesNothingTwice() => UnderLoad(async (cluster, load) =>
    {
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
    });

    [Fact]
    public Task KilledPostgres_UnderThreeSilos_LosesNothingAcknowledged() => UnderLoad(async (cluster, load) =>
    {
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
    });

    [Fact]
    public Task AllSilosKilled_OthersOnOtherPortsServeAgainWithinHalfAMinute() => UnderLoad(async (cluster, load) =>
    {
        await load.Goes();
        await Task.WhenAll(cluster.Silos.Select(cluster.Kill));

        var clock = TimeProvider.System.GetTimestamp();
        await cluster.Add(3);
        await load.Goes(on: 1);
        Assert.InRange(TimeProvider.System.GetElapsedTime(clock), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        await load.Goes();
    });

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Three silos with a wall at each, churches that come and go throughout, and in the end nothing lost.</summary>
    async Task UnderLoad(Func<TestCluster, Load, Task> what)
    {
        await using var cluster = await TestCluster.Start(postgres, 3);
        await using var load = await Load.Open(cluster);
        var walls = await SteadyWall.OpenAll(cluster, load.Service);
        await using var closing = new Closing(walls);
        load.Start();
        await what(cluster, load);
        await Proof.NothingLost(cluster, load, walls);
    }

    // Others answer /readyz with how many are at work.
    static async Task GivenUp(TestCluster cluster, SiloProcess frozen)
    {
        foreach (var silo in cluster.Silos.Where(s => s != frozen))
        {
            using var client = new Client(silo.Address);
            await Eventually.Is("the frozen silo is given up", async () => (await client.Get("/readyz")).Text, text => text.Contains("2 silos are at work", StringComparison.Ordinal), Timeout);
        }
    }
}
