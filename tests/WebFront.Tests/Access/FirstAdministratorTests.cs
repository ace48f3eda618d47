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
    public async Task A_link_works_for_an_hour_and_says_so_before_a_password_is_chosen()
    {
        var store = new MemoryStore();
        await using var host = await TestHost.Start(NoSettings, store);
        var token = TokenOf(host.SetupLink);
        (await host.Anybody().Post("/api/v1/setup/check", new { token })).Is(204);
        (await host.Anybody().Post("/api/v1/setup/check", new { token = "guessed" })).Is(403, "setup_token_wrong");
        host.Time.Advance(TimeSpan.FromMinutes(59));
        (await host.Anybody().Post("/api/v1/setup/check", new { token })).Is(204);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await host.Anybody().Post("/api/v1/setup/check", new { token })).Is(410, "setup_link_expired");
        (await host.Anybody().Post("/api/v1/setup", new { token, password = TestHost.Password })).Is(410, "setup_link_expired");

        await using var restarted = await TestHost.Start(NoSettings, store, host.Time);
        var fresh = TokenOf(restarted.SetupLink);
        (await host.Anybody().Post("/api/v1/setup", new { token = fresh, password = TestHost.Password })).Is(200);
        (await host.Anybody().Post("/api/v1/setup/check", new { token = fresh })).Is(409, "setup_done");
    }

    [Fact]
    public async Task The_password_follows_the_setting_when_that_changes_and_only_then()
    {
        var store = new MemoryStore();
        var setting = new AccessOptions { AdminPassword = "from the setting 1" };
        await using (var host = await TestHost.Start(setting, store))
        {
            var admin = await host.SignedIn("admin", "from the setting 1");
            (await admin.Post("/api/v1/account/password", new { present = "from the setting 1", password = "chosen on the page" })).Is(204);
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
    public async Task A_deleted_admin_stays_deleted_until_the_setting_changes()
    {
        var store = new MemoryStore();
        var setting = new AccessOptions { AdminPassword = "from the setting 1", AdminApiKey = TestHost.AdminKey };
        await using (var host = await TestHost.Start(setting, store))
        {
            (await host.Key().Post("/api/v1/users", new { name = "ruth", password = TestHost.Password, role = "admin" })).Is(201);
            (await host.Key().Delete("/api/v1/users/admin")).Is(204);
        }
        for (var restart = 0; restart < 2; restart++)
        {
            await using var host = await TestHost.Start(setting, store);
            (await host.Anybody().Post("/api/v1/session", new { username = "admin", password = "from the setting 1" })).Is(401, "sign_in_wrong");
            Assert.Equal(["ruth"], (await host.Key().Get("/api/v1/users")).Json.GetProperty("items").EnumerateArray().Select(u => u.GetProperty("name").GetString()));
        }
        await using (var host = await TestHost.Start(setting with { AdminPassword = "from the setting 2" }, store))
        {
            await host.SignedIn("admin", "from the setting 2"); // the operator's way in
        }
    }

    [Fact]
    public async Task With_no_administrator_left_the_setting_is_followed_again()
    {
        var store = new MemoryStore();
        await using (await TestHost.Start(store: store))
        {
        }
        await store.Documents.Delete("user", "admin"); // as a restore of another backup may leave it
        await using var host = await TestHost.Start(store: store);
        await host.SignedIn();
    }

    [Fact]
    public async Task An_account_of_an_earlier_version_is_recognised_as_following_the_setting()
    {
        var store = new MemoryStore();
        await using (await TestHost.Start(store: store))
        {
        }
        await store.Documents.Delete("setting", "ADMIN_PASSWORD");
        var now = (await store.Documents.Get("user", "admin"))!;
        var hash = System.Text.Json.JsonDocument.Parse(now.Data).RootElement.GetProperty("passwordHash").GetString();
        var earlier = $$"""{"name":"admin","role":"admin","passwordHash":"{{hash}}","stamp":"x","createdAt":"2026-01-01T00:00:00Z","settingHash":"{{hash}}"}""";
        Assert.True(await store.Documents.Put(now with { Data = System.Text.Encoding.UTF8.GetBytes(earlier) }));
        await using var host = await TestHost.Start(store: store);
        Assert.Contains("2026-01-01", (await host.Key().Get("/api/v1/users")).Text, StringComparison.Ordinal);
        (await host.Key().Post("/api/v1/users", new { name = "ruth", password = TestHost.Password, role = "admin" })).Is(201);
        (await host.Key().Delete("/api/v1/users/admin")).Is(204);
        await using var again = await TestHost.Start(store: store);
        (await again.Anybody().Post("/api/v1/session", new { username = "admin", password = TestHost.Password })).Is(401);
    }

    public static TheoryData<string> Weak => ["short", "", new('x', 201), "videowall123"];

    [Theory]
    [MemberData(nameof(Weak))]
    public async Task A_weak_password_in_the_setting_makes_no_first_administrator(string password)
    {
        await using var host = await TestHost.Start(new AccessOptions { AdminPassword = password });
        Assert.StartsWith("ADMIN_PASSWORD ", await host.Services.GetRequiredService<FirstAdministrator>().CheckSetting(), StringComparison.Ordinal);
        Assert.Empty(await host.Store.Documents.All("user"));
    }

    [Fact]
    public async Task A_weak_password_that_is_set_already_is_warned_of_until_another_is_chosen()
    {
        const string password = "videowall123";
        var (store, setting) = (new MemoryStore(), new AccessOptions { AdminPassword = password });
        await using (var earlier = await TestHost.Start(NoSettings, store))
        {
            var admin = await earlier.Services.GetRequiredService<Users>().New("admin", password, Role.Admin);
            Assert.True(await earlier.Services.GetRequiredService<Users>().Put("admin", 0, admin with { SettingHash = admin.PasswordHash }));
        }
        await using (var host = await TestHost.Start(setting, store))
        {
            Assert.Null(await host.Services.GetRequiredService<FirstAdministrator>().CheckSetting());
            Assert.Contains("/admin/account", Assert.Single(Warnings(host)), StringComparison.Ordinal);
            var admin = await host.SignedIn("admin", password);
            (await admin.Post("/api/v1/account/password", new { present = password, password = "chosen on the page" })).Is(204);
        }
        await using var after = await TestHost.Start(setting, store);
        Assert.Empty(Warnings(after));
        await after.SignedIn("admin", "chosen on the page");
    }

    [Fact]
    public async Task A_setting_that_changes_to_a_weak_password_is_not_followed_and_that_is_said()
    {
        var store = new MemoryStore();
        await using (await TestHost.Start(store: store))
        {
        }
        await using var host = await TestHost.Start(new AccessOptions { AdminPassword = "videowall123" }, store);
        Assert.Null(await host.Services.GetRequiredService<FirstAdministrator>().CheckSetting());
        Assert.Contains("not followed", Assert.Single(Warnings(host)), StringComparison.Ordinal);
        (await host.Anybody().Post("/api/v1/session", new { username = "admin", password = "videowall123" })).Is(401);
        await host.SignedIn();
    }

    [Fact]
    public void Settings_are_checked_with_their_names()
    {
        Assert.Empty(new AccessOptions { AdminPassword = TestHost.Password, AdminApiKey = TestHost.AdminKey, TrustedProxies = "10.0.0.0/8, private, ::1, 192.0.2.1", FrameAncestors = "https://www.example.org https://*.example.org" }.Validate());
        Wrong(new() { AdminApiKey = new string('x', 31) }, "ADMIN_API_KEY");
        Wrong(new() { AdminApiKey = new string('x', 31) + "\n" }, "ADMIN_API_KEY");
        Wrong(new() { TrustedProxies = "10.0.0.0/99" }, "TRUSTED_PROXIES");
        Wrong(new() { TrustedProxies = "caddy" }, "TRUSTED_PROXIES");
        Wrong(new() { FrameAncestors = "www.example.org" }, "FRAME_ANCESTORS");
        Wrong(new() { FrameAncestors = "https://www.example.org/page" }, "FRAME_ANCESTORS");
        Wrong(new() { FrameAncestors = "https://a;script-src" }, "FRAME_ANCESTORS");

        static void Wrong(AccessOptions options, string name) => Assert.StartsWith(name, Assert.Single(options.Validate()), StringComparison.Ordinal);
    }

    static IEnumerable<string> Warnings(TestHost host) => host.Log.Entries.Select(e => e.Text).Where(text => text.Contains("ADMIN_PASSWORD", StringComparison.Ordinal));

    static string TokenOf(string? link)
    {
        Assert.StartsWith("/admin/setup?token=", link, StringComparison.Ordinal);
        return link!["/admin/setup?token=".Length..];
    }
}
