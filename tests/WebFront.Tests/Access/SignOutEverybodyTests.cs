using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>The switch for after a restore: what had been taken back, and is there again, is taken back all at once.</summary>
public sealed class SignOutEverybodyTests : IAsyncLifetime
{
    TestHost host = null!;

    public async Task InitializeAsync() => host = await TestHost.StartWhole();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Everybody_has_to_sign_in_again_and_keys_stay_unless_asked_for()
    {
        var (admin, ruth, program) = (await host.SignedIn(), await Ruth(), await Program());
        var before = (await WallUrl()).Json.GetProperty("wallUrl").GetString();

        (await admin.Delete("/api/v1/sessions")).Is(200);

        (await admin.Get("/api/v1/session")).Is(401);
        (await ruth.Get("/api/v1/session")).Is(401);
        (await program.Get("/api/v1/session")).Is(200);
        Assert.Equal(before, (await WallUrl()).Json.GetProperty("wallUrl").GetString());
        await host.SignedIn("ruth", TestHost.Password); // the password is as it was
    }

    [Fact]
    public async Task Keys_are_taken_back_where_asked_for_but_for_those_of_the_settings()
    {
        var program = await Program();
        var before = (await WallUrl()).Json.GetProperty("wallUrl").GetString();

        var done = (await host.Key().Delete("/api/v1/sessions?apiKeys=true&wallKeys=true")).Is(200).Json;

        Assert.Equal((1, 1, 1), (done.GetProperty("users").GetInt32(), done.GetProperty("apiKeys").GetInt32(), done.GetProperty("wallKeys").GetInt32()));
        (await program.Get("/api/v1/session")).Is(401);
        Assert.NotEqual(before, (await WallUrl()).Json.GetProperty("wallUrl").GetString());
    }

    [Fact]
    public async Task It_is_for_administrators()
    {
        var ruth = await Ruth();
        (await ruth.Delete("/api/v1/sessions")).Is(403);
        (await ruth.Get("/api/v1/session")).Is(200);
    }

    async Task<Client> Ruth()
    {
        (await host.Key().Post("/api/v1/users", new { name = "ruth", password = TestHost.Password, role = "producer" })).Is(201);
        return await host.SignedIn("ruth", TestHost.Password);
    }

    async Task<Client> Program() => host.Key((await host.Key().Post("/api/v1/keys", new { name = "Stream Deck", role = "viewer" })).Is(201)["key"]);

    /// <summary>Of the one service, which is made when first asked for.</summary>
    async Task<Answer> WallUrl()
    {
        var id = service ??= (await host.Key().Post("/api/v1/services", new { title = "Sunday" })).Is(201)["id"];
        return (await host.Key().Get($"/api/v1/services/{id}")).Is(200);
    }

    string? service;
}
