using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Errors;

/// <summary>A moment from outside has an offset: without one it would mean the zone of this machine.</summary>
public sealed class TimesTests : IAsyncLifetime
{
    const string Services = "/api/v1/services";
    TestHost host = null!;
    Client producer = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.StartWhole();
        producer = host.Key();
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("2026-12-24T17:00:00")]
    [InlineData("2026-12-24T17:00")]
    [InlineData("2026-12-24")]
    [InlineData("2026-12-24 17:00Z")]
    [InlineData("24.12.2026 17:00 +01:00")]
    [InlineData("soon")]
    [InlineData("")]
    public async Task A_time_without_an_offset_is_refused_where_it_stands_and_changes_nothing(string startsAt)
    {
        Assert.Equal("startsAt", (await producer.Post(Services, new { title = "Sunday", startsAt })).Is(400, "invalid").Field);
        var service = (await producer.Post(Services, new { title = "Sunday", startsAt = "2026-12-24T17:00:00Z" })).Is(201);
        var refused = (await producer.Patch($"{Services}/{service["id"]}", new { startsAt, title = "Changed" })).Is(400, "invalid");
        Assert.Equal("startsAt", refused.Field);
        Assert.Contains("offset", refused["detail"], StringComparison.Ordinal);
        Assert.Equal("Sunday", (await producer.Get($"{Services}/{service["id"]}"))["title"]);
        Assert.Equal(1, (await producer.Get(Services)).Json.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("2026-12-24T17:00:00Z")]
    [InlineData("2026-12-24T17:00Z")]
    [InlineData("2026-12-24t18:00:00.0000000+01:00")]
    [InlineData("2026-12-24T11:30:00-0530")]
    public async Task A_time_with_an_offset_is_that_moment_anywhere(string startsAt)
    {
        var expected = new DateTimeOffset(2026, 12, 24, 17, 0, 0, TimeSpan.Zero);
        var service = (await producer.Post(Services, new { title = "Sunday", startsAt })).Is(201);
        Assert.Equal(expected, service.Json.GetProperty("startsAt").GetDateTimeOffset());
        var patched = (await producer.Patch($"{Services}/{service["id"]}", new { startsAt })).Is(200);
        Assert.Equal((expected, TimeSpan.Zero), (patched.Json.GetProperty("startsAt").GetDateTimeOffset(), patched.Json.GetProperty("startsAt").GetDateTimeOffset().Offset));
    }

    [Fact]
    public async Task Left_out_stays_and_null_takes_the_start_away()
    {
        var path = $"{Services}/{(await producer.Post(Services, new { title = "Sunday", startsAt = "2026-12-24T17:00:00Z" })).Is(201)["id"]}";
        Assert.StartsWith("2026-12-24T17:00", (await producer.Patch(path, new { title = "Eve" })).Is(200)["startsAt"], StringComparison.Ordinal);
        Assert.Equal("", (await producer.Patch(path, new { startsAt = (string?)null })).Is(200)["startsAt"]);
        Assert.Equal("startsAt", (await producer.Patch(path, new { startsAt = 7 })).Is(400, "invalid").Field);
    }
}
