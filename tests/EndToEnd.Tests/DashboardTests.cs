using VideoWall.EndToEnd.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>Orleans' dashboard shows every call of every grain: it is for administrators, and for those who asked for it.</summary>
public sealed class DashboardTests
{
    const string Dashboard = "/admin/orleans/version";

    [Fact]
    public async Task Dashboard_WhereItIsOn_IsForAdministratorsOnly()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.Start(folder.Path, ("ORLEANS_DASHBOARD", "true"));
        using var anybody = new Client(silo.Address);
        using var admin = new Client(silo.Address) { ApiKey = SiloProcess.AdminKey };
        Assert.Equal(401, (await anybody.Get(Dashboard)).Status);
        Assert.Contains("version", (await admin.Get(Dashboard)).Is(200).Text, StringComparison.Ordinal);
        var key = (await admin.Post("/api/v1/keys", new { name = "viewer", role = "viewer" })).Is(201)["key"].ToString();
        using var viewer = new Client(silo.Address) { ApiKey = key };
        Assert.Equal(403, (await viewer.Get(Dashboard)).Status);
    }
}
