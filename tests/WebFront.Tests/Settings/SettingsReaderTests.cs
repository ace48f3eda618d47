using Microsoft.Extensions.Configuration;
using VideoWall.WebFront.Settings;

namespace VideoWall.WebFront.Tests.Settings;

/// <summary>What cannot work is refused at start, in words that name the setting; it is never found out by those who open a page.</summary>
public sealed class SettingsReaderTests
{
    [Theory]
    [InlineData("PUBLIC_BASE_URL", "wall.example.org")]
    [InlineData("PUBLIC_BASE_URL", "https:/wall.example.org")]
    [InlineData("PUBLIC_BASE_URL", "https://wall example.org")]
    [InlineData("PUBLIC_BASE_URL", "https://wall.example.org?x=1")]
    [InlineData("PUBLIC_BASE_URL", "https://user:secret@wall.example.org")]
    [InlineData("PUBLIC_BASE_URL", "https://wall.example.org/admin")]
    [InlineData("PUBLIC_BASE_URL", "https://www.example.org/Wall/of/churches")]
    [InlineData("PUBLIC_BASE_URL", "https://www.example.org/video wall")]
    [InlineData("PUBLIC_BASE_URL", "https://www.example.org/wände")]
    [InlineData("PUBLIC_BASE_URL", "https://a;b")]
    [InlineData("FRAME_ANCESTORS", "https://www.example.org/path")]
    [InlineData("FRAME_ANCESTORS", "https://www.example.org/")]
    [InlineData("FRAME_ANCESTORS", "www.example.org")]
    [InlineData("FRAME_ANCESTORS", "https://a;script-src")]
    [InlineData("FRAME_ANCESTORS", "https://*")]
    [InlineData("FRAME_ANCESTORS", "http://*.example.org")]
    [InlineData("CORS_ORIGINS", "*")]
    [InlineData("CORS_ORIGINS", "https://*.example.org")]
    [InlineData("CORS_ORIGINS", "https://planning.example.org/path")]
    [InlineData("CORS_ORIGINS", "planning.example.org")]
    [InlineData("CORS_ORIGINS", "null")]
    [InlineData("STUN_URLS", "stun.example.org")]
    [InlineData("STUN_URLS", "stun:stun.example.org, turn:stun.example.org")]
    [InlineData("STUN_URLS", "stun:")]
    [InlineData("STUN_URLS", "stun:stun.example.org?transport=udp")]
    [InlineData("LIVEKIT_PUBLIC_URL", "live.example.org")]
    [InlineData("LIVEKIT_PUBLIC_URL", "live.example.org:7880")]
    [InlineData("LIVEKIT_PUBLIC_URL", "wss:live.example.org")]
    [InlineData("LIVEKIT_PUBLIC_URL", "wss:/live.example.org")]
    [InlineData("LIVEKIT_PUBLIC_URL", "wss://https://live.example.org")]
    [InlineData("LIVEKIT_PUBLIC_URL", "wss://live.example.org/rtc")]
    [InlineData("LIVEKIT_PUBLIC_URL", "wss://live.example.org:99999")]
    [InlineData("LIVEKIT_PUBLIC_URL", "wss://live.example.org;x")]
    [InlineData("LIVEKIT_PUBLIC_URL", "wss://live example.org")]
    [InlineData("LIVEKIT_PUBLIC_URL", "wss://")]
    public void What_cannot_work_is_refused_by_its_name(string setting, string value)
    {
        var (_, faults) = Read((setting, value), ("LIVEKIT_URL", "http://127.0.0.1:7880"));
        Assert.StartsWith(setting, Assert.Single(faults), StringComparison.Ordinal);
        Assert.Contains("such as|like|or choose".Split('|'), cure => faults[0].Contains(cure, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://wall.example.org", "https://wall.example.org/", "")]
    [InlineData("https://wall.example.org/", "https://wall.example.org/", "")]
    [InlineData("HTTPS://Wall.Example.org:443", "https://wall.example.org/", "")]
    [InlineData("http://192.0.2.7:8080", "http://192.0.2.7:8080/", "")]
    [InlineData("http://[2001:db8::7]:8080", "http://[2001:db8::7]:8080/", "")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example/", "")]
    [InlineData("https://BÜCHER.example", "https://xn--bcher-kva.example/", "")]
    [InlineData("https://www.example.org/videowall", "https://www.example.org/videowall/", "/videowall")]
    [InlineData("https://www.example.org//a/b.c/", "https://www.example.org/a/b.c/", "/a/b.c")]
    public void The_public_address_is_read_with_its_path(string value, string address, string pathBase)
    {
        var (settings, faults) = Read(("PUBLIC_BASE_URL", value));
        Assert.Empty(faults);
        Assert.Equal((address, pathBase), (settings!.PublicBaseUrl!.AbsoluteUri, settings.PathBase.Value ?? ""));
    }

    [Fact]
    public void International_names_are_written_as_headers_and_browsers_know_them()
    {
        var (settings, faults) = Read(
            ("LIVEKIT_URL", "http://127.0.0.1:7880"), ("LIVEKIT_PUBLIC_URL", "wss://médias.example:444/live"),
            ("FRAME_ANCESTORS", "https://www.bücher.example, https://*.日本.example"), ("CORS_ORIGINS", "https://Planung.bücher.example:443 http://localhost:3000"));
        Assert.Empty(faults);
        Assert.Equal("wss://xn--mdias-bsa.example:444/live", settings!.LiveKitPublicUrl);
        Assert.Equal(["https://planung.xn--bcher-kva.example", "http://localhost:3000"], settings.CorsOrigins);
    }

    [Fact]
    public void Settings_that_cannot_work_together_are_refused()
    {
        Assert.StartsWith("LIVEKIT_PUBLIC_URL is set, LIVEKIT_URL is not", Assert.Single(Read(("LIVEKIT_PUBLIC_URL", "wss://live.example.org")).Faults), StringComparison.Ordinal);
        (string, string)[] secure = [("PUBLIC_BASE_URL", "https://wall.example.org"), ("LIVEKIT_URL", "http://livekit:7880")];
        Assert.StartsWith("LIVEKIT_PUBLIC_URL is not set", Assert.Single(Read(secure).Faults), StringComparison.Ordinal);
        Assert.StartsWith("LIVEKIT_PUBLIC_URL is 'ws://", Assert.Single(Read([.. secure, ("LIVEKIT_PUBLIC_URL", "ws://live.example.org")]).Faults), StringComparison.Ordinal);
        Assert.Empty(Read([.. secure, ("LIVEKIT_PUBLIC_URL", "wss://live.example.org")]).Faults);
        Assert.Empty(Read(("PUBLIC_BASE_URL", "http://192.0.2.7"), ("LIVEKIT_URL", "http://192.0.2.7:7880")).Faults);
    }

    [Fact]
    public void Turn_needs_a_secret_and_each_page_gets_a_password_of_its_own()
    {
        Assert.StartsWith("TURN_URLS is set, TURN_SECRET is not", Assert.Single(Read(("TURN_URLS", "turn:turn.example.org")).Faults), StringComparison.Ordinal);
        var (settings, faults) = Read(
            ("STUN_URLS", "stun:stun.example.org:3478"), ("TURN_URLS", "turn:turn.example.org turns:turn.example.org:443?transport=tcp"), ("TURN_SECRET", "north"));
        Assert.Empty(faults);

        var servers = settings!.Ice.For("church-1", DateTimeOffset.FromUnixTimeSeconds(1_000_000));
        Assert.Equal(["stun:stun.example.org:3478"], servers[0].Urls.AsEnumerable());
        Assert.Equal(["turn:turn.example.org", "turns:turn.example.org:443?transport=tcp"], servers[1].Urls.AsEnumerable());
        // By openssl: printf 1043200:church-1 | openssl dgst -sha1 -hmac north -binary | base64
        Assert.Equal((null, "1043200:church-1", "RdotrKleQtUrcql+Oi2W8g0slmE="), (servers[0].Credential, servers[1].Username!, servers[1].Credential!));
        Assert.Empty(Read().Settings!.Ice.For("church-1", default));
    }

    static (WebFrontSettings? Settings, IReadOnlyList<string> Faults) Read(params (string Name, string Value)[] given)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(
            [new("LIVEKIT_API_KEY", "devkey"), new("LIVEKIT_API_SECRET", new string('s', 32)), .. given.Select(g => new KeyValuePair<string, string?>(g.Name, g.Value))]).Build());
        reader.TryReadWebFront(null, out var settings);
        return (settings, reader.Faults);
    }
}
