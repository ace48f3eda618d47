using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Domain;
using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Churches;
using VideoWall.WebFront.Tests.Fakes;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Walls;

/// <summary>What a church's page is told of its own picture.</summary>
public sealed class ChurchPageTests : IAsyncLifetime
{
    TestHost host = null!;
    Client admin = null!;
    string id = "";

    public async Task InitializeAsync()
    {
        host = await TestHost.StartWhole();
        admin = host.Key();
        id = (await admin.Post("/api/v1/services", new { title = "Sunday" })).Is(201)["id"];
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    // A page that obeyed the state of its own track would stay muted for ever: nobody else unmutes it.
    [Fact]
    public async Task Muted_IsTheProducersWordAlone()
    {
        await Tell(SignalKind.Joined, null);
        await Tell(SignalKind.Published, "TR_1"); // muted by a phone call
        using var holder = (await host.Services.GetRequiredService<Relays>().Of(new(id), default))!;
        var page = new ChurchPage(holder, new("guest"), host.Time, _ => ValueTask.CompletedTask, fault => Assert.Fail(fault.Message));
        Assert.False(Muted(page));
        var entry = await Entry();
        Assert.Equal(["True", "False"], [entry.GetProperty("muted").ToString(), entry.GetProperty("mutedByProducer").ToString()]);

        (await admin.Post($"/api/v1/services/{id}/actions/mute", new { churchId = "guest" })).Is(200);
        await Eventually.Is("the page is muted", () => Muted(page), muted => muted);
        (await admin.Post($"/api/v1/services/{id}/actions/mute", new { churchId = "guest", muted = false })).Is(200);
        await Eventually.Is("the page is not muted any more", () => Muted(page), muted => !muted);
        page.Close();
    }

    [Fact]
    public async Task Roster_SaysAwayOfAChurchThatNeverCame()
    {
        var service = (await admin.Get($"/api/v1/services/{id}")).Is(200);
        (await host.Anybody().Post("/api/v1/join", new { code = service["code"], name = "St. Olav", device = "phone" })).Is(200);
        var entry = await Entry();
        Assert.Equal("away", entry.GetProperty("state").GetString());
        using var holder = (await host.Services.GetRequiredService<Relays>().Of(new(id), default))!;
        var page = new ChurchPage(holder, new(entry.GetProperty("churchId").GetString()!), host.Time, _ => ValueTask.CompletedTask, fault => Assert.Fail(fault.Message));
        using var json = JsonDocument.Parse(page.Now().Utf8);
        Assert.Equal("absent", json.RootElement.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("seat").ValueKind);
        page.Close();
    }

    static bool Muted(ChurchPage page)
    {
        using var json = JsonDocument.Parse(page.Now().Utf8);
        return json.RootElement.GetProperty("muted").GetBoolean();
    }

    async Task<JsonElement> Entry() =>
        Assert.Single((await admin.Get($"/api/v1/services/{id}/roster")).Is(200).Json.GetProperty("churches").EnumerateArray());

    async Task Tell(SignalKind kind, string? track)
    {
        var now = host.Time.GetUtcNow();
        var who = new SignalParticipant("PA_1", "guest", "St. Olav", track is null ? now.ToUnixTimeMilliseconds() : 0);
        await host.Services.GetRequiredService<IGrainFactory>().Service(new ServiceId(id))
            .Signal(new Observe(new(kind, $"EV_{kind}", now, "RM_1", track is null ? 1 : 0, who, track, TrackMuted: track is not null)));
    }
}
