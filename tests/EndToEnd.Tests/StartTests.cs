using System.Globalization;
using VideoWall.EndToEnd.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>A start that cannot succeed says why in a line and an exit code of sysexits.h.</summary>
public sealed class StartTests
{
    const int BadSetting = 78;
    const int CannotListen = 71;

    [Theory]
    [InlineData("PORT", "eighty", "PORT")]
    [InlineData("PORT", "65536", "PORT")]
    [InlineData("LOG_LEVEL", "Loud", "LOG_LEVEL")]
    [InlineData("PUBLIC_BASE_URL", "wall.example.org", "PUBLIC_BASE_URL")]
    [InlineData("LIVEKIT_URL", "ftp://livekit", "LIVEKIT_URL")]
    [InlineData("LIVEKIT_PUBLIC_URL", "not an address", "LIVEKIT_PUBLIC_URL")]
    [InlineData("LIVEKIT_API_SECRET", "too-short", "LIVEKIT_API_SECRET")]
    [InlineData("LIVEKIT_API_SECRET", null, "LIVEKIT_API_SECRET")]
    [InlineData("LIVEKIT_API_KEY", null, "LIVEKIT_API_KEY")]
    [InlineData("ADMIN_API_KEY", "short", "ADMIN_API_KEY")]
    [InlineData("ADMIN_PASSWORD", "short", "ADMIN_PASSWORD")]
    [InlineData("ADMIN_PASSWORD", "videowall123", "ADMIN_PASSWORD")]
    [InlineData("MAX_GUESTS", "0", "MAX_GUESTS")]
    [InlineData("TRUSTED_PROXIES", "somewhere", "TRUSTED_PROXIES")]
    [InlineData("FRAME_ANCESTORS", "nonsense/path", "FRAME_ANCESTORS")]
    [InlineData("DATABASE_URL", "mysql://db", "DATABASE_URL")]
    [InlineData("TURN_URLS", "turn:turn.example.org", "TURN_SECRET")]
    [InlineData("TLS_PORT", "0", "TLS_PORT")]
    [InlineData("TLS_KEY", "/no/such/file", "TLS_CERTIFICATE is not")]
    [InlineData("HOST", "no such host", "HOST")]
    [InlineData("ORLEANS_ADVERTISED_IP", "no.such.host.invalid", "ORLEANS_ADVERTISED_IP")]
    [InlineData("MIGRATIONS_DATABASE_URL", "postgres://owner@db/wall", "DATABASE_URL is not")]
    [InlineData("ADMIN_PASSWORD_FILE", "/no/such/file", "ADMIN_PASSWORD_FILE")]
    [InlineData("ADMIN_PASSWORD_FILE", "/dev/null", "ADMIN_PASSWORD_FILE")]
    [InlineData("ADMIN_API_KEY_FILE", "/dev/null", "ADMIN_API_KEY_FILE")]
    public async Task WrongSetting_IsNamedWithItsCure(string setting, string? value, string named)
    {
        using var folder = new TemporaryFolder();
        await using var silo = SiloProcess.Launch(folder.Path, (setting, value));
        var (code, said) = await silo.Ended();
        Assert.Equal(BadSetting, code);
        Assert.StartsWith("videowall: ", said, StringComparison.Ordinal);
        Assert.Contains(named, Assert.Single(said.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretsFromFiles_AreTaken_WithTheirLineEnds()
    {
        using var folder = new TemporaryFolder();
        string File(string name, string secret)
        {
            var path = Path.Combine(folder.Path, name);
            System.IO.File.WriteAllText(path, secret + "\n");
            return path;
        }
        await using var silo = await SiloProcess.Start(
            Path.Combine(folder.Path, "data"), ("ADMIN_PASSWORD_FILE", File("password", "correct horse battery")), ("ADMIN_API_KEY", null),
            ("ADMIN_API_KEY_FILE", File("key", SiloProcess.AdminKey)), ("LIVEKIT_API_SECRET", null), ("LIVEKIT_API_SECRET_FILE", File("secret", Signer.Secret)));
        using var producer = new Producer(silo);
        var service = await producer.Create();
        await producer.Take(new Webhook(service.Room).Joined("Bern"));
        using var admin = new Client(silo.Address);
        (await admin.Post("/api/v1/session", new { username = "admin", password = "correct horse battery" })).Is(200);
    }

    /// <summary>As in Docker, where a name stands for the silos of one network.</summary>
    [Fact]
    public async Task AdvertisedByName_TheSiloPortIsOpenThereOnly()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.Start(folder.Path, ("ORLEANS_CLUSTER", "named"), ("ORLEANS_SILO_PORT", "0"), ("ORLEANS_ADVERTISED_IP", "localhost"));
        using var producer = new Producer(silo);
        var process = (await producer.Api.Get("/api/v1/processes")).Is(200).Json.GetProperty("items").EnumerateArray().Single();
        Assert.StartsWith("127.0.0.1:", process.GetProperty("address").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LiveKitWithoutItsKeys_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await using var silo = SiloProcess.Launch(folder.Path, ("LIVEKIT_URL", "http://livekit:7880"), ("LIVEKIT_API_KEY", null), ("LIVEKIT_API_SECRET", null));
        var (code, said) = await silo.Ended();
        Assert.Equal(BadSetting, code);
        Assert.Contains("LIVEKIT_API_KEY", Assert.Single(said.Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "livekit-keys")));
    }

    [Fact]
    public async Task SeveralWrongSettings_AreAllSaidAtOnce()
    {
        using var folder = new TemporaryFolder();
        await using var silo = SiloProcess.Launch(folder.Path, ("PORT", "eighty"), ("LOG_LEVEL", "Loud"), ("ADMIN_API_KEY", "short"));
        var (code, said) = await silo.Ended();
        Assert.Equal(BadSetting, code);
        Assert.Equal(["PORT", "LOG_LEVEL", "ADMIN_API_KEY"], said.Split('\n').Select(line => line.Split(' ')[1]));
    }

    [Fact]
    public async Task DataFolderThatIsAFile_IsSaid()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        await using var silo = SiloProcess.Launch(file);
        var (code, said) = await silo.Ended();
        Assert.Equal(BadSetting, code);
        Assert.Contains("DATA_DIR", Assert.Single(said.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressOfAnotherMachine_IsSaid()
    {
        using var folder = new TemporaryFolder();
        await using var silo = SiloProcess.Launch(folder.Path, ("HOST", "203.0.113.5")); // RFC 5737: nobody's
        var (code, said) = await silo.Ended();
        Assert.Equal(CannotListen, code);
        Assert.Contains("HOST 203.0.113.5", Assert.Single(said.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondStartAndTakenPort_AreRefusedWithTheReason()
    {
        using var folder = new TemporaryFolder();
        await using var first = await SiloProcess.Start(folder.Path);
        await using (var second = SiloProcess.Launch(folder.Path))
        {
            var (code, said) = await second.Ended();
            Assert.Equal(BadSetting, code);
            Assert.Contains("in use by another VideoWall", Assert.Single(said.Split('\n')), StringComparison.Ordinal);
        }

        using var other = new TemporaryFolder();
        var port = first.Address.Port.ToString(CultureInfo.InvariantCulture);
        await using (var third = SiloProcess.Launch(other.Path, ("PORT", port)))
        {
            var (code, said) = await third.Ended();
            Assert.Equal(CannotListen, code);
            Assert.Contains($"PORT {port} is in use", Assert.Single(said.Split('\n')), StringComparison.Ordinal);
        }
        await first.Ready(); // none of that harmed it
    }
}
