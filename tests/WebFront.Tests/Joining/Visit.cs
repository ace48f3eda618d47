using Microsoft.Extensions.DependencyInjection;
using VideoWall.Domain.Presence;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Joining;

/// <summary>What the tests of the church's door have in common: services, and who LiveKit says is there.</summary>
static class Visit
{
    public static async Task<Answer> Service(this TestHost host, string title = "Sunday", DateTimeOffset? startsAt = null) =>
        (await host.Key().Post("/api/v1/services", new { title, startsAt })).Is(201);

    public static Task<Answer> Join(this TestHost host, object body) => host.Anybody().Post("/api/v1/join", body);

    public static string Id(this Answer joined, string part) => joined.Json.GetProperty(part).GetProperty("id").GetString()!;

    /// <summary>The church is in the room and sends a picture.</summary>
    public static async Task Enters(this TestHost host, string service, string church, string sid = "PA_1")
    {
        var grain = host.Services.GetRequiredService<IGrainFactory>().Service(new(service));
        var now = host.Time.GetUtcNow();
        var who = new SignalParticipant(sid, $"church-{church}", "", now.ToUnixTimeMilliseconds());
        Assert.Null((await grain.Signal(new(new(SignalKind.Joined, $"EV_{sid}", now, "RM_1", now.ToUnixTimeMilliseconds(), who)))).Refusal);
        Assert.Null((await grain.Signal(new(new(SignalKind.Published, $"EV_{sid}_TR", now, "RM_1", 0, who, $"TR_{sid}")))).Refusal);
    }

    /// <summary>The churches of a service as <c>state seat</c>.</summary>
    public static async Task<string[]> Seats(this TestHost host, string service) =>
        [.. (await host.Key().Get($"/api/v1/services/{service}/roster")).Is(200).Json.GetProperty("churches").EnumerateArray()
            .Select(c => $"{c.GetProperty("state")} {c.GetProperty("seat")}")];
}
