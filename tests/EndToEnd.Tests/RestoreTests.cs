using Npgsql;
using VideoWall.EndToEnd.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>An older copy of the database is another history: no page keeps what it knew of the one that is gone.</summary>
public sealed class RestoreTests
{
    /// <summary>As docs/operations.md says it: stop, put the copy back, start.</summary>
    [Fact]
    public async Task Wall_GetsTheWholeRoster_ThoughTheRevisionIsTheSame()
    {
        using var folder = new TemporaryFolder();
        var (live, copy) = (Path.Combine(folder.Path, "live"), Path.Combine(folder.Path, "copy"));
        Service service;
        await using (var silo = await SiloProcess.Start(live))
        {
            using var producer = new Producer(silo);
            service = await producer.Create();
        }
        Copy(live, copy);

        string epoch;
        long revision;
        await using (var silo = await SiloProcess.Start(live))
        {
            using var producer = new Producer(silo);
            (await producer.Do(service, "blank")).Is(200);
            await using var wall = await WallPage.OfWall(silo, service);
            var snapshot = await wall.Watch(service);
            (epoch, revision) = (snapshot.GetProperty("epoch").GetString()!, wall.Revision);
        }
        Directory.Delete(live, recursive: true);
        Copy(copy, live);

        await using var restored = await SiloProcess.Start(live);
        using var after = new Producer(restored);
        (await after.Do(service, "hold")).Is(200);
        Assert.Equal(revision, (await after.Read(service)).Revision);
        await using var again = await WallPage.OfWall(restored, service);
        var answer = await again.Call("Watch", new { serviceId = service.Id, revision, epoch });
        Assert.False(answer.GetProperty("blank").GetBoolean());
        Assert.NotEqual(epoch, answer.GetProperty("epoch").GetString());
        // In the same epoch nothing was missed.
        var known = answer.GetProperty("epoch").GetString();
        Assert.Empty((await again.Call("Watch", new { serviceId = service.Id, revision, epoch = known })).GetProperty("deltas").EnumerateArray());
    }

    /// <summary>Nobody stopped the silo first.</summary>
    [Fact]
    public async Task CopyPutBackUnderARunningSilo_IsFoundOut_AndPagesAreSentToAskAnew()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.Start(folder.Path);
        using var producer = new Producer(silo);
        var service = await producer.Create();
        (await producer.Do(service, "blank")).Is(200);
        await using var wall = await WallPage.OfWall(silo, service);
        var before = await wall.Watch(service);
        await Forget(folder.Path, service, wall.Revision - 1);

        (await producer.Do(service, "hold")).Is(200);

        Assert.Equal(wall.Revision, (await producer.Read(service)).Revision);
        await wall.Closed.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        await using var again = await WallPage.OfWall(silo, service);
        var answer = await again.Call("Watch", new { serviceId = service.Id, revision = wall.Revision, epoch = before.GetProperty("epoch").GetString() });
        Assert.False(answer.GetProperty("blank").GetBoolean());
        Assert.NotEqual(before.GetProperty("epoch").GetString(), answer.GetProperty("epoch").GetString());
    }

    static void Copy(string from, string to)
    {
        using var copy = System.Diagnostics.Process.Start("cp", ["-a", from, to]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    static async Task Forget(string dataFolder, Service service, long after)
    {
        var postgres = Path.Combine(dataFolder, "postgres");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(postgres, "socket"), Username = "videowall", Database = "videowall", Pooling = false,
            Password = (await File.ReadAllTextAsync(Path.Combine(postgres, "password"))).Trim(),
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var delete = new NpgsqlCommand("DELETE FROM events WHERE stream = @stream AND revision > @after", connection);
        delete.Parameters.AddWithValue("stream", $"service/{service.Id}");
        delete.Parameters.AddWithValue("after", after);
        Assert.NotEqual(0, await delete.ExecuteNonQueryAsync());
    }
}
