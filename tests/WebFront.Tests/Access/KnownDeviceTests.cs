using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>Limits on passwords stop who guesses, and not who is right.</summary>
public sealed class KnownDeviceTests
{
    const string Session = "/api/v1/session";

    static object Wrong(string username = "admin") => new { username, password = "a wrong guess" };

    static object Right => new { username = "admin", password = TestHost.Password };

    [Fact]
    public async Task Administrator_AtACleanAddress_IsLetInWhileThreeOthersGuess()
    {
        await using var host = await TestHost.Start();
        for (var i = 0; i < 30; i++)
        {
            (await host.Anybody($"198.51.100.{i % 3}").Post(Session, Wrong())).Is(401, "sign_in_wrong");
        }
        (await host.Anybody("198.51.100.0").Post(Session, Wrong())).Is(429, "too_many_tries");
        (await host.Anybody("203.0.113.1").Post(Session, Right)).Is(200);
    }

    [Fact]
    public async Task GuessesAtOneUser_FromEverywhere_HaveABoundThatKnownDevicesDoNotFeel()
    {
        await using var host = await TestHost.Start();
        var known = host.Anybody("198.51.100.7");
        (await known.Post(Session, Right)).Is(200);
        var heard = 0;
        for (var i = 0; i < 400; i++)
        {
            heard += (await host.Anybody($"10.0.{i / 250}.{i % 250}").Post(Session, Wrong())).Status == 401 ? 1 : 0;
        }
        Assert.Equal(300, heard);
        (await host.Anybody("203.0.113.1").Post(Session, new { username = "other", password = "a wrong guess" })).Is(401);
        (await known.Post(Session, Right)).Is(200);
    }

    [Fact]
    public async Task KnownDevice_BehindAnAddressThatGuesses_IsLetIn_AndAStrangerThereWaits()
    {
        await using var host = await TestHost.Start();
        var (known, stranger) = (host.Anybody("198.51.100.7"), host.Anybody("198.51.100.7"));
        (await known.Post(Session, Right)).Is(200);
        for (var i = 0; i < 10; i++)
        {
            (await stranger.Post(Session, Wrong())).Is(401);
        }
        (await stranger.Post(Session, Right)).Is(429);
        (await known.Post(Session, Right)).Is(200);
        (await known.Delete(Session)).Is(204);
        (await known.Post(Session, Right)).Is(200); // signing out forgets the session, not the device
    }

    [Fact]
    public async Task KnownDevice_ThatGuesses_IsAsGoodAsAStranger_AndHarmsNobodyElse()
    {
        await using var host = await TestHost.Start();
        var known = host.Anybody("198.51.100.7");
        (await known.Post(Session, Right)).Is(200);
        for (var i = 0; i < 20; i++)
        {
            (await known.Post(Session, Wrong())).Is(401); // ten of its own, then ten of its address
        }
        (await known.Post(Session, Right)).Is(429);
        (await host.Anybody("203.0.113.1").Post(Session, Right)).Is(200);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await known.Post(Session, Right)).Is(200);
    }

    [Fact]
    public async Task DeviceCookie_IsForOneUser_CannotBeMade_AndTravelsWithSignInsOnly()
    {
        await using var host = await TestHost.Start();
        var known = host.Anybody("198.51.100.7");
        var cookie = (await known.Post(Session, Right)).Headers["Set-Cookie"];
        var device = cookie[cookie.IndexOf("vw_device=", StringComparison.Ordinal)..];
        foreach (var attribute in (string[])["path=/api/v1/session", "httponly", "samesite=strict", "max-age=34560000"])
        {
            Assert.Contains(attribute, device, StringComparison.OrdinalIgnoreCase);
        }
        for (var i = 0; i < 10; i++)
        {
            (await known.Post(Session, Wrong("ruth"))).Is(401);
        }
        (await known.Post(Session, Wrong("ruth"))).Is(429); // not known for ruth: its address counted
        known.DeviceCookie = known.DeviceCookie![..^3] + "AAA";
        (await known.Post(Session, Right)).Is(429);
    }

    [Fact]
    public async Task DeviceCookie_OfOneServer_IsKnownToTheOther()
    {
        var store = new MemoryStore();
        await using var here = await TestHost.Start(store: store);
        await using var there = await TestHost.Start(store: store);
        var known = here.Anybody("198.51.100.7");
        (await known.Post(Session, Right)).Is(200);
        var moved = there.Anybody("198.51.100.7");
        moved.DeviceCookie = known.DeviceCookie;
        for (var i = 0; i < 10; i++)
        {
            (await there.Anybody("198.51.100.7").Post(Session, Wrong())).Is(401);
        }
        (await moved.Post(Session, Right)).Is(200);
    }

    [Fact]
    public async Task RightSetupLink_IsNeverHeldUp()
    {
        await using var host = await TestHost.Start(new());
        for (var i = 0; i < 10; i++)
        {
            (await host.Anybody().Post("/api/v1/setup", new { token = $"{i}", password = TestHost.Password })).Is(403, "setup_token_wrong");
        }
        (await host.Anybody().Post("/api/v1/setup/check", new { token = "10" })).Is(429, "too_many_tries");
        var token = host.SetupLink!["/admin/setup?token=".Length..];
        (await host.Anybody().Post("/api/v1/setup", new { token, password = TestHost.Password })).Is(200);
    }
}
