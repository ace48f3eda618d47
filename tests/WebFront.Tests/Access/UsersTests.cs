using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

public sealed class UsersTests
{
    const string Users = "/api/v1/users";

    [Fact]
    public async Task Administrators_make_change_and_delete_users()
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        var made = (await admin.Post(Users, new { name = "Ruth@hall", password = TestHost.Password, role = "moderator" })).Is(201);
        Assert.Equal("ruth@hall", made["name"]);
        Assert.DoesNotContain("hash", made.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/api/v1/users/ruth%40hall", made.Headers["Location"]);

        var ruth = await host.SignedIn("RUTH@hall");
        (await ruth.Get(Users)).Is(403, "forbidden");
        (await admin.Patch($"{Users}/ruth@hall", new { role = "admin" })).Is(200);
        Assert.Equal(["admin", "ruth@hall"], (await ruth.Get(Users)).Is(200).Json.GetProperty("items").EnumerateArray().Select(u => u.GetProperty("name").GetString()!));

        (await ruth.Delete($"{Users}/admin")).Is(204);
        (await admin.Get("/api/v1/session")).Is(401, "signed_out");
        (await ruth.Delete($"{Users}/admin")).Is(404, "unknown_user");
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        await using var host = await TestHost.Start();
        var admin = await host.SignedIn();
        (await admin.Post(Users, new { name = "ruth", password = TestHost.Password, role = "producer" })).Is(201);
        (await admin.Delete($"{Users}/admin")).Is(409, "last_admin");
        (await admin.Patch($"{Users}/admin", new { role = "viewer" })).Is(409, "last_admin");
        (await admin.Patch($"{Users}/ruth", new { role = "admin" })).Is(200);
        (await admin.Patch($"{Users}/admin", new { role = "viewer" })).Is(200);
        (await admin.Get(Users)).Is(403, "forbidden");
    }

    [Theory]
    [InlineData("", TestHost.Password, "viewer", "name")]
    [InlineData("two words", TestHost.Password, "viewer", "name")]
    [InlineData("<b>", TestHost.Password, "viewer", "name")]
    [InlineData("рут", TestHost.Password, "viewer", "name")]
    [InlineData("ruth", "ninechars", "viewer", "password")]
    [InlineData("ruth", null, "viewer", "password")]
    [InlineData("ruth", "            ", "viewer", "password")]
    [InlineData("ruth", TestHost.Password, null, "role")]
    [InlineData("ruth", TestHost.Password, "king", "role")]
    [InlineData("ruth", TestHost.Password, 3, "role")]
    public async Task Bad_users_are_refused_with_the_field(string name, string? password, object? role, string field)
    {
        await using var host = await TestHost.Start();
        Assert.Equal(field, (await host.Key().Post(Users, new { name, password, role })).Is(400, "invalid").Field);
    }

    [Fact]
    public async Task Names_and_passwords_have_bounds_and_names_are_taken_in_any_case()
    {
        await using var host = await TestHost.Start();
        var admin = host.Key();
        Assert.Equal("name", (await admin.Post(Users, new { name = new string('a', 65), password = TestHost.Password, role = "viewer" })).Is(400).Field);
        Assert.Equal("password", (await admin.Post(Users, new { name = "ruth", password = new string('a', 201), role = "viewer" })).Is(400).Field);
        (await admin.Post(Users, new { name = "ADMIN", password = TestHost.Password, role = "viewer" })).Is(409, "user_exists");
        (await admin.Patch($"{Users}/nobody", new { role = "viewer" })).Is(404, "unknown_user");
        Assert.Equal("password", (await admin.Patch($"{Users}/admin", new { password = "short" })).Is(400).Field);
    }

    [Fact]
    public async Task Passwords_are_stored_as_slow_hashes()
    {
        await using var host = await TestHost.Start();
        var stored = System.Text.Encoding.UTF8.GetString((await host.Store.Documents.Get("user", "admin"))!.Data.Span);
        Assert.DoesNotContain(TestHost.Password, stored, StringComparison.Ordinal);
    }
}
