using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VideoWall.Actors;
using VideoWall.Actors.Ports;
using VideoWall.Standalone.Hosting;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.OpenApi;
using VideoWall.WebFront.Registry;

namespace VideoWall.WebFront.Tests.Fakes;

/// <summary>
/// The web front's doors on a real Kestrel, over a store in memory and a clock that stands. Two hosts on one store are
/// two servers of one installation.
/// </summary>
sealed class TestHost : IAsyncDisposable
{
    public const string AdminKey = "an-administrators-key-for-the-tests-only";
    public const string Password = "correct horse battery";

    readonly WebApplication app;
    readonly List<Client> clients = [];

    TestHost(WebApplication app, MemoryStore store, ManualTime time) => (this.app, Store, Time) = (app, store, time);

    public MemoryStore Store { get; }

    public ManualTime Time { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>What <see cref="FirstAdministrator.Prepare"/> answered at the start.</summary>
    public string? SetupLink { get; private set; }

    public Uri Address => new(app.Urls.Single());

    public static async Task<TestHost> Start(
        AccessOptions? options = null, MemoryStore? store = null, ManualTime? time = null, Action<WebApplication>? map = null)
    {
        (store, time) = (store ?? new(), time ?? new());
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var actors = new ActorSystem(store.Journal, store.Snapshots, new NoRooms(), time, (_, _) => { });
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<IActors>(actors)
            .AddSingleton<IListings>(store.Listings).AddSingleton<IDocuments>(store.Documents)
            .AddErrors().AddRegistry().AddOpenApiDocument()
            .AddAccess(options ?? new AccessOptions { AdminApiKey = AdminKey, AdminPassword = Password })
            // Slow hashes are a matter of numbers; the tests need none.
            .Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000);

        var app = builder.Build();
        app.UseDoors().UseErrors().UseAccess();
        app.MapAccess();
        app.MapRegistry();
        app.MapOpenApiDocument();
        app.MapGet("/page", () => Results.Text("<!doctype html>", "text/html")).ExcludeFromDescription();
        app.MapGet("/assets/app-1a2b.js", () => Results.Text("1", "text/javascript")).ExcludeFromDescription();
        map?.Invoke(app);
        var host = new TestHost(app, store, time)
        {
            SetupLink = await app.Services.GetRequiredService<FirstAdministrator>().Prepare(),
        };
        await app.StartAsync();
        return host;
    }

    /// <summary>Somebody without a name.</summary>
    public Client Anybody(string? address = null) => Add(new(Address) { Address = address });

    public Client Key(string key = AdminKey) => Add(new(Address) { ApiKey = key });

    /// <summary>Somebody who has signed in.</summary>
    public async Task<Client> SignedIn(string name = "admin", string password = Password)
    {
        var client = Anybody();
        (await client.Post("/api/v1/session", new { username = name, password })).Is(200);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        await app.DisposeAsync();
    }

    Client Add(Client client)
    {
        clients.Add(client);
        return client;
    }
}
