using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>What people do with their own account.</summary>
public sealed class AccountTests
{
    const string NewPassword = "another long passage";

    [Theory]
    [InlineData("viewer")]
    [InlineData("moderator")]
    [InlineData("producer")]
    [InlineData("admin")]
    public async Task Everybody_ChangesTheOwnPassword_AndOtherSessionsEnd(string role)
    {
        await using var host = await TestHost.Start();
        (await host.Key().Post("/api/v1/users", new { name = "ruth", password = TestHost.Password, role })).Is(201);
        var (mine, elsewhere) = (await host.SignedIn("ruth"), await host.SignedIn("ruth"));
        Assert.Equal($$"""{"name":"ruth","role":"{{role}}","secondFactor":null}""", (await mine.Get("/api/v1/account")).Is(200).Text);

        (await mine.Post("/api/v1/account/password", new { present = TestHost.Password, password = NewPassword })).Is(204);

        (await mine.Get("/api/v1/session")).Is(200);
        (await elsewhere.Get("/api/v1/session")).Is(401, "signed_out");
        (await host.Anybody().Post("/api/v1/session", new { username = "ruth", password = TestHost.Password })).Is(401, "sign_in_wrong");
        await host.SignedIn("ruth", NewPassword);
    }

    [Theory]
    [InlineData("not the present one")]
    [InlineData("")]
    [InlineData(null)]
    public async Task OwnPassword_WithoutThePresentOne_Stays(string? present)
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        Assert.Equal("present", (await admin.Post("/api/v1/account/password", new { present, password = NewPassword })).Is(403, "password_wrong").Field);
        Assert.Equal("present", (await admin.Patch("/api/v1/users/admin", new { present, password = NewPassword })).Is(403, "password_wrong").Field);
        Assert.Equal("present", (await admin.Patch("/api/v1/users/ADMIN", new { present, password = NewPassword })).Is(403, "password_wrong").Field);
        await host.SignedIn();
    }

    [Fact]
    public async Task NewPassword_ThatIsWeak_IsRefusedWhereverOneIsChosen()
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        foreach (var weak in (string[])["", "short", "password123", "videowall-2026"])
        {
            Assert.Equal("password", (await admin.Post("/api/v1/account/password", new { present = TestHost.Password, password = weak })).Is(400, "invalid").Field);
            Assert.Equal("password", (await admin.Patch("/api/v1/users/admin", new { present = TestHost.Password, password = weak })).Is(400, "invalid").Field);
            Assert.Equal("password", (await admin.Post("/api/v1/users", new { name = "ruth", password = weak, role = "viewer" })).Is(400, "invalid").Field);
        }
        await host.SignedIn();
    }

    [Fact]
    public async Task PresentPassword_CannotBeGuessedFromAnOpenSession()
    {
        await using var host = await TestHost.Start();
        var stolen = await host.SignedIn();
        for (var i = 0; i < 10; i++)
        {
            (await stolen.Post("/api/v1/account/password", new { present = $"guess {i}", password = NewPassword })).Is(403, "password_wrong");
        }
        (await stolen.Post("/api/v1/account/second-factor", new { present = TestHost.Password })).Is(429, "too_many_tries");
        await host.SignedIn(); // who signs in does not feel it
    }

    [Fact]
    public async Task ApiKeys_HaveNoAccount_AndNobodyIsSignedOut()
    {
        await using var host = await TestHost.Start();
        (await host.Key().Get("/api/v1/account")).Is(403, "forbidden");
        (await host.Key().Post("/api/v1/account/password", new { present = TestHost.Password, password = NewPassword })).Is(403, "forbidden");
        (await host.Key().Post("/api/v1/account/second-factor", new { present = TestHost.Password })).Is(403, "forbidden");
        (await host.Anybody().Get("/api/v1/account")).Is(401, "signed_out");
        (await host.Anybody().Post("/api/v1/account/password", new { present = TestHost.Password, password = NewPassword })).Is(401, "signed_out");
    }

    [Fact]
    public async Task AnAdministrator_SetsThePasswordsOfOthersWithoutKnowingThem()
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        (await admin.Post("/api/v1/users", new { name = "ruth", password = TestHost.Password, role = "viewer" })).Is(201);
        (await admin.Patch("/api/v1/users/ruth", new { password = NewPassword })).Is(200);
        await host.SignedIn("ruth", NewPassword);
        (await host.Key().Patch("/api/v1/users/admin", new { password = NewPassword })).Is(200); // a key is no person
        await host.SignedIn("admin", NewPassword);
    }
}
