using System.Text.Json;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Processes;

public sealed class ProcessesTests
{
    const string Processes = "/api/v1/processes";

    [Theory]
    [InlineData("viewer")]
    [InlineData("moderator")]
    [InlineData("producer")]
    public async Task Processes_AreForAdministratorsOnly(string role)
    {
        await using var host = await TestHost.StartWhole();
        (await host.Anybody().Get(Processes)).Is(401, "signed_out");
        (await host.Key().Post("/api/v1/users", new { name = "ruth", password = TestHost.Password, role })).Is(201);
        (await (await host.SignedIn("ruth")).Get(Processes)).Is(403, "forbidden");
    }

    [Fact]
    public async Task HostOfOneProcess_TellsOfItself()
    {
        await using var host = await TestHost.StartWhole();
        var process = await One(host);
        Assert.Equal(
            ["id", "name", "address", "status", "self", "startedAt", "lastSeenAt", "actors", "memoryMb", "cpuPercent", "version"],
            process.EnumerateObject().Select(p => p.Name));
        Assert.Equal("active", process.GetProperty("status").GetString());
        Assert.True(process.GetProperty("self").GetBoolean());
        Assert.Equal(Environment.MachineName, process.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, process.GetProperty("address").ValueKind);
        Assert.Equal(TimeSpan.Zero, process.GetProperty("startedAt").GetDateTimeOffset().Offset);
        Assert.Equal(host.Time.GetUtcNow(), process.GetProperty("lastSeenAt").GetDateTimeOffset());
        Assert.Equal(0, process.GetProperty("actors").GetInt32());
        Assert.InRange(process.GetProperty("memoryMb").GetDouble(), 0.1, 100_000);
        Assert.Equal((await host.Anybody().Get("/api/v1/config")).Is(200)["version"], process.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Actors_AreThoseInMemory()
    {
        await using var host = await TestHost.StartWhole();
        (await host.Key().Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        Assert.Equal(1, (await One(host)).GetProperty("actors").GetInt32());
    }

    [Fact]
    public async Task ProcessorTime_IsTakenBetweenTwoAnswersASecondApart()
    {
        await using var host = await TestHost.StartWhole();
        Assert.Equal(JsonValueKind.Null, (await One(host)).GetProperty("cpuPercent").ValueKind);
        host.Time.Advance(TimeSpan.FromHours(10)); // no processor time of a test is more than this
        var told = (await One(host)).GetProperty("cpuPercent").GetDouble();
        Assert.InRange(told, 0, 100);
        host.Time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.Equal(told, (await One(host)).GetProperty("cpuPercent").GetDouble());
    }

    static async Task<JsonElement> One(TestHost host) =>
        Assert.Single((await host.Key().Get(Processes)).Is(200).Json.GetProperty("items").EnumerateArray());
}
