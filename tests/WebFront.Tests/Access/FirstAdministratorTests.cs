using Microsoft.Extensions.DependencyInjection;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

public sealed class FirstAdministratorTests
{
    static readonly AccessOptions NoSettings = new();

    [Fact]
    public async Task Without_a_password_setting_a_link_makes_the_first_administrator_once()
    {
        await using var host = await TestHost.Start(NoSettings);
        var token = TokenOf(host.SetupLink);
        var (first, second) = (host.Anybody(), host.Anybody());

        (await first.Post("/api/v1/setup", new { token = "guessed", password = TestHost.Password })).Is(403, "setup_token_wrong");
        (await first.Post("/api/v1/setup", new { password = TestHost.Password })).Is(403, "setup_token_wrong");
        Assert.Equal("password", (await first.Post("/api/v1/setup", new { token, password = "short" })).Is(400, "invalid").Field);
        Assert.Equal("admin", (await first.Post("/api/v1/setup", new { token, password = TestHost.Password })).Is(200).Json.GetProperty("user").GetProperty("name").GetString());
        (await first.Get("/api/v1/users")).Is(200);

        (await second.Post("/api/v1/setup", new { token, password = TestHost.Password })).Is(409, "setup_done");
        await host.SignedIn();
    }

    [Fact]
    public async Task Each_process_prints_a_link_and_all_work_until_one_was_used()
    {
        var store = new MemoryStore();
        await using var first = await TestHost.Start(NoSettings, store);
        await using var second = await TestHost.Start(NoSettings, store);
        Assert.NotEqual(first.SetupLink, second.SetupLink);
        (await second.Anybody().Post("/api/v1/setup", new { token = TokenOf(first.SetupLink), password = TestHost.Password })).Is(200);
        (await first.Anybody().Post("/api/v1/setup", new { token = TokenOf(second.SetupLink), password = TestHost.Password })).Is(409, "setup_done");
        Assert.Empty(await store.Documents.All("setup"));
        await using var third = await TestHost.Start(NoSettings, store);
        Assert.Null(third.SetupLink);
    }

    [Fact]
    public async Task A_program_that_starts_over_and_over_keeps_its_latest_links()
    {
        var store = new MemoryStore();
        await using var host = await TestHost.Start(NoSettings, store);
        var oldest = TokenOf(host.SetupLink);
        var latest = oldest;
        for (var i = 0; i < FirstAdministrator.MostTickets; i++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            latest = TokenOf(await host.Services.GetRequiredService<FirstAdministrator>().Prepare());
        }
        (await host.Anybody().Post("/api/v1/setup", new { token = oldest, password = TestHost.Password })).Is(403, "setup_token_wrong");
        (await host.Anybody().Post("/api/v1/setup", new { token = latest, password = TestHost.Password })).Is(200);
    }

    [Fact]
    public async Task The_stored_token_is_of_no_use_to_a_thief()
    {
        await using var host = await TestHost.Start(NoSettings);
        var stored = Assert.Single(await host.Store.Documents.All("setup"));
        Assert.DoesNotContain(TokenOf(host.SetupLink), stored.Key + System.Text.Encoding.UTF8.GetString(stored.Data.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_up_tokens_cannot_be_guessed_at_leisure()
    {
        await using var host = await TestHost.Start(NoSettings);
        for (var i = 0; i < 10; i++)
        {
            (await host.Anybody().Post("/api/v1/setup", new { token = $"{i}", password = TestHost.Password })).Is(403);
        }
        (await host.Anybody().Post("/api/v1/setup", new { token = "10", password = TestHost.Password })).Is(429, "too_many_tries");
    }

    [Fact]
    public async Task The_password_follows_the_setting_when_that_changes_and_only_then()
    {
        var store = new MemoryStore();
        var setting = new AccessOptions { AdminPassword = "from the setting 1" };
        await using (var host = await TestHost.Start(setting, store))
        {
            var admin = await host.SignedIn("admin", "from the setting 1");
            (await admin.Patch("/api/v1/users/admin", new { password = "chosen on the page" })).Is(200);
        }
        await using (var host = await TestHost.Start(setting, store))
        {
            await host.SignedIn("admin", "chosen on the page");
        }
        await using (var host = await TestHost.Start(new AccessOptions { AdminPassword = "from the setting 2" }, store))
        {
            await host.SignedIn("admin", "from the setting 2");
            (await host.Anybody().Post("/api/v1/session", new { username = "admin", password = "chosen on the page" })).Is(401);
        }
    }

    [Fact]
    public void Settings_are_checked_with_their_names()
    {
        Assert.Empty(new AccessOptions { AdminPassword = TestHost.Password, AdminApiKey = TestHost.AdminKey, TrustedProxies = "10.0.0.0/8, private, ::1, 192.0.2.1", FrameAncestors = "https://www.example.org https://*.example.org" }.Validate());
        Wrong(new() { AdminPassword = "short" }, "ADMIN_PASSWORD");
        Wrong(new() { AdminPassword = "" }, "ADMIN_PASSWORD");
        Wrong(new() { AdminPassword = new string('x', 201) }, "ADMIN_PASSWORD");
        Wrong(new() { AdminApiKey = new string('x', 31) }, "ADMIN_API_KEY");
        Wrong(new() { AdminApiKey = new string('x', 31) + "\n" }, "ADMIN_API_KEY");
        Wrong(new() { TrustedProxies = "10.0.0.0/99" }, "TRUSTED_PROXIES");
        Wrong(new() { TrustedProxies = "caddy" }, "TRUSTED_PROXIES");
        Wrong(new() { FrameAncestors = "www.example.org" }, "FRAME_ANCESTORS");
        Wrong(new() { FrameAncestors = "https://www.example.org/page" }, "FRAME_ANCESTORS");
        Wrong(new() { FrameAncestors = "https://a;script-src" }, "FRAME_ANCESTORS");

        static void Wrong(AccessOptions options, string name) => Assert.StartsWith(name, Assert.Single(options.Validate()), StringComparison.Ordinal);
    }

    static string TokenOf(string? link)
    {
        Assert.StartsWith("/admin/setup?token=", link, StringComparison.Ordinal);
        return link!["/admin/setup?token=".Length..];
    }
}
