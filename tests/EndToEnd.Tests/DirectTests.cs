using System.Text.Json;
using VideoWall.EndToEnd.Support;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>Pictures without a media server: the room is in the silo, and the browsers are told of each other.</summary>
[Collection(SharedSilo.Name)]
public sealed class DirectTests(SharedSilo silo)
{
    const int MostCameras = 30;

    [Fact]
    public async Task AWallAndAChurch_AreBroughtTogether()
    {
        var service = await silo.Producer.Create();
        Assert.Equal("direct", (await silo.Producer.Api.Get($"/api/v1/services/{service.Id}")).Is(200)["media"]);
        using var wall = await Wall(service);
        Assert.Empty((await wall.Hears("joined")).GetProperty("iceServers").EnumerateArray());

        var (church, identity) = await Church(service, "Bern");
        using var held = church;
        var session = (await church.Hears("joined")).GetProperty("participantSid").GetString();
        await church.Say(new { type = "publish" });
        var track = (await church.Hears("published")).GetProperty("trackSid").GetString()!;
        await Eventually.Is("it is on the wall", async () => (await silo.Producer.Roster(service)).Select(c => (c.Identity, c.State, c.Session, c.Track)).ToList(),
            roster => roster is [var only] && only == (identity, "live", session, track));

        await wall.Say(new { type = "watch", tracks = new[] { track } });
        var link = (await wall.Hears("open")).GetProperty("link").GetString();
        Assert.Equal(link, (await church.Hears("open")).GetProperty("link").GetString());
        await church.Say(new { type = "signal", link, data = new { description = new { type = "offer", sdp = new string('v', 9_000) } } });
        Assert.Equal(9_000, (await wall.Hears("signal")).GetProperty("data").GetProperty("description").GetProperty("sdp").GetString()!.Length);
        await wall.Say(new { type = "signal", link, data = new { candidate = (object?)null } });
        Assert.Equal(JsonValueKind.Null, (await church.Hears("signal")).GetProperty("data").GetProperty("candidate").ValueKind);

        await church.Close();
        await wall.Hears("over");
        await Eventually.Is("it has left", async () => (await silo.Producer.Roster(service)).Single().State, state => state is "reconnecting");
    }

    [Fact]
    public async Task APageThatWatches_IsNobodysParticipant()
    {
        var service = await silo.Producer.Create();
        using var wall = await Wall(service);
        await wall.Hears("joined");
        await wall.Say(new { type = "publish" });
        await wall.Say("""{"type":"watch","tracks":["TR_1"]}""");
        var (church, _) = await Church(service, "Bern");
        using var held = church;
        await church.Hears("joined");
        await Eventually.Is("the church is there", async () => (await silo.Producer.Roster(service)).Count, count => count == 1);
    }

    [Fact]
    public async Task AScreenWhoseLineIsCut_GivesItsPlaceBack()
    {
        var service = await silo.Producer.Create();
        var (church, _) = await Church(service, "Bern");
        using var held = church;
        await church.Hears("joined");
        await church.Say(new { type = "publish" });
        var track = (await church.Hears("published")).GetProperty("trackSid").GetString()!;
        using var wall = await Wall(service);
        await wall.Hears("joined");
        await wall.Say(new { type = "watch", tracks = new[] { track } });
        await church.Hears("open");
        wall.Cut();
        await church.Hears("over");
    }

    [Fact]
    public async Task ARemovedChurch_IsToldAndPutOut()
    {
        var service = await silo.Producer.Create();
        var (church, identity) = await Church(service, "Bern");
        using var held = church;
        await church.Hears("joined");
        await Eventually.Is("it is there", async () => (await silo.Producer.Roster(service)).Count, count => count == 1);
        (await silo.Producer.Do(service, "remove", new { churchId = identity["church-".Length..] })).Is(200);
        Assert.Equal("PARTICIPANT_REMOVED", (await church.Hears("removed")).GetProperty("reason").GetString());
        await church.Closed;
    }

    [Fact]
    public async Task TheThirtyFirstCamera_IsRefusedInWords_AndNobodyElseIsHurt()
    {
        var service = await silo.Producer.Create();
        var churches = new List<DirectLine>();
        for (var number = 0; number < MostCameras; number++)
        {
            churches.Add((await Church(service, $"Church {number}")).Line);
            await churches[^1].Hears("joined");
        }
        var (late, _) = await Church(service, "Late");
        Assert.Equal("ROOM_FULL", (await late.Hears("removed")).GetProperty("reason").GetString());
        await late.Closed;
        await churches[0].Close();
        await churches[0].Closed;
        var (again, _) = await Church(service, "Late");
        await again.Hears("joined");
        churches.ForEach(c => c.Dispose());
        again.Dispose();
    }

    [Theory]
    [InlineData("""{"type":"signal","link":"nobody's","data":{}}""", true)]
    [InlineData("""{"type":"watch","tracks":["TR_1"]}""", true)]
    [InlineData("""{"type":"future"}""", true)]
    [InlineData("""{}""", true)]
    [InlineData("null", false)]
    [InlineData("not json", false)]
    public async Task WhatAChurchShouldNotSay_HurtsNobodyElse(string message, bool isBorne)
    {
        var service = await silo.Producer.Create();
        var (church, _) = await Church(service, "Bern");
        using var held = church;
        await church.Hears("joined");
        await church.Say(message);
        if (isBorne)
        {
            await church.Say(new { type = "publish" });
            await church.Hears("published");
        }
        else
        {
            await church.Closed;
        }
    }

    [Fact]
    public async Task WithoutATokenOfOurs_NobodyComesIn()
    {
        foreach (var token in (string?[])[null, "", "e30.e30.e30"])
        {
            Assert.Equal(401, await PageSocket.StatusOf(PageSocket.Address(silo.Process.Address, "direct", token)));
        }
    }

    [Fact]
    public async Task WallWhoseKeyHasChanged_IsPutOut()
    {
        var service = await silo.Producer.Create();
        using var wall = await Wall(service);
        await wall.Hears("joined");
        (await silo.Producer.Api.Post($"/api/v1/services/{service.Id}/wall-key")).Is(200);
        Assert.Equal("PARTICIPANT_REMOVED", (await wall.Hears("removed")).GetProperty("reason").GetString());
        await wall.Closed;
    }

    /// <summary>A silo that was killed takes its rooms with it; churches that do not come back must not stay on the walls.</summary>
    [Fact]
    public async Task AfterAKill_WhoComesBackKeepsItsSeat_AndWhoDoesNotIsMissed()
    {
        using var folder = new TemporaryFolder();
        Service service;
        (string Name, string Device)[] both = [("Bern", "phone-1"), ("Basel", "phone-2")];
        await using (var first = await SiloProcess.Start(folder.Path))
        {
            using var producer = new Producer(first);
            service = await producer.Create();
            foreach (var (name, device) in both)
            {
                var (church, _) = await Church(first, service, name, device);
                await church.Hears("joined");
                await church.Say(new { type = "publish" });
                await church.Hears("published");
            }
            await Eventually.Is("both are live", async () => (await producer.Roster(service)).Select(c => c.State).ToList(), states => states is ["live", "live"]);
            await first.Kill();
        }
        await using var second = await SiloProcess.Start(folder.Path);
        using var after = new Producer(second);
        var (back, _) = await Church(second, service, both[0].Name, both[0].Device);
        using var held = back;
        await back.Hears("joined");
        await back.Say(new { type = "publish" });
        await back.Hears("published");
        await Eventually.Is("one is live in its seat, one is missed", async () => (await after.Roster(service)).Select(c => (c.Name, c.Number, c.State)).Order().ToList(),
            roster => roster.SequenceEqual([("Basel", 1, "reconnecting"), ("Bern", 0, "live")]), TimeSpan.FromSeconds(90));
    }

    Task<(DirectLine Line, string Identity)> Church(Service service, string name) => Church(silo.Process, service, name, name);

    static async Task<(DirectLine Line, string Identity)> Church(SiloProcess at, Service service, string name, string device)
    {
        using var somebody = new Client(at.Address);
        var joined = (await somebody.Post("/api/v1/join", new { service.Code, name, device })).Is(200);
        return (await DirectLine.Open(at, joined["token"]!), joined["identity"]!);
    }

    async Task<DirectLine> Wall(Service service)
    {
        using var somebody = silo.Somebody();
        var opened = (await somebody.Post("/api/v1/wall", new { service.Code, key = service.WallKey, screen = 0 })).Is(200);
        return await DirectLine.Open(silo.Process, opened["token"]!);
    }
}
