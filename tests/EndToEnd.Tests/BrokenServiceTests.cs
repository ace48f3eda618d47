using Npgsql;
using VideoWall.EndToEnd.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>What is broken in one service stays in that one, over a restart too.</summary>
public sealed class BrokenServiceTests
{
    [Fact]
    public async Task ServiceOfANewerProgram_HarmsNoOther()
    {
        using var folder = new TemporaryFolder();
        Service broken, well;
        await using (var silo = await SiloProcess.Start(folder.Path))
        {
            using var producer = new Producer(silo);
            (broken, well) = (await producer.Create(), await producer.Create());
            await producer.Take(new Webhook(broken.Room).Joined("Bern"), new Webhook(well.Room).Joined("Bern"));
            await FromTheFuture(folder.Path, broken);
        }

        await using var again = await SiloProcess.Start(folder.Path);
        using var after = new Producer(again);
        // The simulation reads all live services at the start; the actor is woken, since its room has somebody in it.
        await Eventually.Is("it is said", () => again.Said, said => said.Contains($"simulation of service {broken.Id}", StringComparison.Ordinal) && said.Contains($"{broken.Id} could not be woken", StringComparison.Ordinal));
        (await after.Api.Get($"/api/v1/services/{broken.Id}")).Is(500, "fault");
        Assert.Equal(well.Id, (await after.Api.Get("/api/v1/services")).Is(200).Json.GetProperty("items").EnumerateArray().Single().GetProperty("id").GetString());
        Assert.Equal(500, (await after.Send(new Webhook(broken.Room).Joined("Basel"))).Status);
        await after.Take(new Webhook(well.Room).Joined("Basel"));
        Assert.Equal(["Bern", "Basel"], (await after.Roster(well)).Select(c => c.Name));
        await again.Ready();
    }

    static async Task FromTheFuture(string dataFolder, Service service)
    {
        var postgres = Path.Combine(dataFolder, "postgres");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(postgres, "socket"), Username = "videowall", Database = "videowall", Pooling = false,
            Password = (await File.ReadAllTextAsync(Path.Combine(postgres, "password"))).Trim(),
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var insert = new NpgsqlCommand(
            """
            INSERT INTO events (stream, revision, type, at, by, data)
            SELECT stream, max(revision) + 1, 'FromTheFuture', now(), 'somebody', '{}' FROM events WHERE stream = @stream GROUP BY stream
            """,
            connection);
        insert.Parameters.AddWithValue("stream", $"service/{service.Id}");
        Assert.Equal(1, await insert.ExecuteNonQueryAsync());
    }
}
