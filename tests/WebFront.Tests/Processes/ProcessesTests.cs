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
}
