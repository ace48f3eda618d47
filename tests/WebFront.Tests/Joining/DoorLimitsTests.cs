using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.WebFront.Access.Limits;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Joining;

/// <summary>Limits at the doors of churches and walls stop who guesses, and not who is right.</summary>
public sealed class DoorLimitsTests : IAsyncLifetime
{
    const string Join = "/api/v1/join";
    const string Wall = "/api/v1/wall";
    const string Hall = "198.51.100.7";

    TestHost host = null!;
    string code = "";
    string wallKey = "";
    string churchKey = "";

    public async Task InitializeAsync()
    {
        host = await TestHost.StartWhole();
        var service = (await host.Key().Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        (code, wallKey) = (service["code"], service["wallUrl"].Split("key=")[1]);
        churchKey = (await host.Key().Post("/api/v1/churches", new { name = "Bern" })).Is(201)["joinUrl"].Split("/j/")[1];
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task TenWrongCodes_DoNotDarkenTheirAddress()
    {
        await Fail(10, 404);
        var waits = (await ByCode("WRONG2", Hall)).Is(429, "too_many_tries");
        Assert.InRange(int.Parse(waits.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        (await ByCode(code, Hall)).Is(200);
    }

    [Fact]
    public async Task SixtyWrongCodes_AreAllThatAnAddressMayTryInAMinute()
    {
        await Fail(10, 404);
        await Fail(50, 429);
        (await ByCode(code, Hall)).Is(429, "too_many_tries");
        (await ByCode(code, "198.51.100.8")).Is(200);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await ByCode(code, Hall)).Is(200);
    }

    [Fact]
    public async Task RightKeys_AreHeldUpByNobody()
    {
        for (var i = 0; i < 30; i++)
        {
            (await At($"198.51.100.{i % 3}").Post(Wall, new { code, key = $"old-{i}" })).Is(403, "wall_key_wrong");
            (await At($"198.51.100.{i % 3}").Post(Join, new { key = $"old-{i}" })).Is(404, "unknown_link");
        }
        (await At("198.51.100.0").Post(Wall, new { code, key = "old" })).Is(429, "too_many_tries");
        (await At("198.51.100.0").Post(Join, new { key = "old" })).Is(429, "too_many_tries");
        await Fail(10, 404);
        await Fail(50, 429);
        foreach (var address in (string[])["198.51.100.0", Hall])
        {
            (await At(address).Post(Wall, new { code, key = wallKey })).Is(200);
            (await At(address).Post(Join, new { key = churchKey })).Is(200);
            (await At(address).Post(Join, new { key = churchKey, code })).Is(200);
        }
    }

    [Fact]
    public async Task WrongKeys_DoNotTellWhichCodesThereAre()
    {
        await Fail(10, 404);
        await Fail(50, 429);
        var (known, unknown) = (await At(Hall).Post(Wall, new { code, key = "wrong" }), await At(Hall).Post(Wall, new { code = "WRONG2", key = "wrong" }));
        Assert.Equal(unknown.Text, known.Is(429, "too_many_tries").Text);
    }

    [Fact]
    public async Task APersonalLink_DoesNotGuessCodes()
    {
        for (var i = 0; i < 60; i++)
        {
            (await At($"203.0.113.{i}").Post(Join, new { key = churchKey, code = "WRONG2" })).Is(i < 10 ? 404 : 429);
        }
        (await At("203.0.113.99").Post(Join, new { key = churchKey, code })).Is(429, "too_many_tries");
        (await At("203.0.113.99").Post(Join, new { key = churchKey })).Is(200);
        (await ByCode(code, "203.0.113.99")).Is(200);
    }

    [Fact]
    public async Task Guesses_OfOneNetwork_AndOfAllTogether_HaveABound()
    {
        Assert.Equal(120, await Heard(200, i => $"2001:db8:0:{i:x}::1"));
        (await ByCode(code, "2001:db8:0:ffff::1")).Is(429);
        (await ByCode(code, "2001:db8:1::1")).Is(200);
        Assert.Equal(480, await Heard(1000, i => $"10.1.{i / 250}.{i % 250}")); // what is left of 600
        (await ByCode(code, "192.0.2.1")).Is(429, "too_many_tries");
        (await At("192.0.2.1").Post(Wall, new { code, key = wallKey })).Is(200);
        (await At("192.0.2.1").Post(Join, new { key = churchKey })).Is(200);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await ByCode(code, "192.0.2.1")).Is(200);
    }

    [Fact]
    public async Task TenThatGuess_DoNotDarkenTheRest()
    {
        Assert.Equal(200, await Heard(600, i => $"10.2.0.{i % 10}"));
        (await ByCode(code, "10.2.0.1")).Is(429);
        for (var i = 0; i < 20; i++)
        {
            (await ByCode("WRONG2", $"192.0.2.{i}")).Is(404, "unknown_code");
            (await ByCode(code, $"192.0.2.{i}")).Is(200);
        }
    }

    Client At(string address) => host.Anybody(address);

    Task<Answer> ByCode(string typed, string address) => At(address).Post(Join, new { code = typed, name = "Bern" });

    async Task Fail(int times, int status)
    {
        for (var i = 0; i < times; i++)
        {
            (await ByCode($"WRONG{i}", Hall)).Is(status);
        }
    }

    /// <summary>How many wrong codes were looked at, and not just refused.</summary>
    async Task<int> Heard(int tries, Func<int, string> address)
    {
        var (codes, heard) = (host.Services.GetRequiredService<FailureLimits>().Codes, 0);
        for (var i = 0; i < tries; i++)
        {
            heard += codes.TryEnter(Origin.Of(IPAddress.Parse(address(i))), FailureLimits.Everything, out _) ? 1 : 0;
            Assert.InRange((await ByCode("WRONG2", address(i))).Status, 404, 429);
        }
        return heard;
    }
}
