using VideoWall.Cluster.Tests.Support;

namespace VideoWall.Cluster.Tests;

/// <summary>Simulated rooms live at one silo, the services that they belong to at any.</summary>
[Collection(SharedPostgres.Name)]
public sealed class SimulationTests(SharedPostgres postgres)
{
    /// <summary>So many that some are surely at the other silo.</summary>
    const int Services = 8;

    [Fact]
    public async Task WhatAServiceAsksOfItsRoom_ReachesIt_WhereverTheServiceLives()
    {
        await using var cluster = await TestCluster.Start(postgres, 2);
        using var producer = new Producer(cluster.Silos[0]);
        var services = new List<(Service Service, string Church, HubLine Page)>();
        for (var n = 0; n < Services; n++)
        {
            var service = await producer.Create();
            (await producer.Api.Post($"/api/v1/services/{service.Id}/simulation", new { churches = 1 })).Is(200);
            var guest = (await producer.Api.Post("/api/v1/join", new { service.Code, name = "Bern" })).Is(200);
            services.Add((service, guest.Json.GetProperty("church").GetProperty("id").GetString()!, await cluster.Simulator(guest["token"])));
        }
        foreach (var (service, church, _) in services)
        {
            await Eventually.Is("both churches are in the room", async () => await producer.Roster(service), roster => roster.Count(c => c.State is "live" or "joining") == 2);
            (await producer.Do(service, "remove", new { churchId = "sim-001" })).Is(200);
            await Eventually.Is(
                "the simulated one is put out, and it alone", async () => await producer.Roster(service),
                roster => roster.Single(c => c.Church == "sim-001").Session is null && roster.Single(c => c.Church == church).Session is not null);
        }
        foreach (var (service, _, page) in services)
        {
            (await producer.Api.Post($"/api/v1/services/{service.Id}/end")).Is(200);
            await page.Ended.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            Assert.Contains("ROOM_DELETED", page.Heard, StringComparison.Ordinal);
            page.Dispose();
        }
    }
}
