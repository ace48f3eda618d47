using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;
using VideoWall.LiveKit.Api;
using VideoWall.LiveKit.Keys;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Idempotency;
using VideoWall.WebFront.OpenApi;
using VideoWall.WebFront.Processes;
using VideoWall.WebFront.Registry;
using VideoWall.WebFront.Simulation;

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

    TestHost(WebApplication app, MemoryStore store, FakeTimeProvider time, RecordedLog log) => (this.app, Store, Time, Log) = (app, store, time, log);

    /// <summary>What it wrote into its log.</summary>
    public RecordedLog Log { get; }

    public MemoryStore Store { get; }

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>What <see cref="FirstAdministrator.Prepare"/> answered at the start.</summary>
    public string? SetupLink { get; private set; }

    public Uri Address => new(app.Urls.Single());

    /// <summary>Access and registry alone, with whatever else a test maps.</summary>
    public static Task<TestHost> Start(
        AccessOptions? options = null, MemoryStore? store = null, FakeTimeProvider? time = null, Action<WebApplication>? map = null, bool grains = false) => Start(
        store ?? new(), time ?? TestClock.Sunday(), grains,
        services => services.AddErrors().AddIdempotencyKeys().AddAccess(options ?? Usual).AddSingleton(new PublicAddress((options ?? Usual).PublicBaseUrl)).AddRegistry().AddOpenApiDocument(),
        app =>
        {
            app.UseTrustedProxies().UseSecurityHeaders().UseErrors().UseAccess().UseBodyLimits().UseIdempotencyKeys();
            app.MapAccess();
            app.MapRegistry();
            app.MapOpenApiDocument();
            app.MapGet("/page", () => Results.Text("<!doctype html>", "text/html")).ExcludeFromDescription();
            app.MapGet("/assets/app-1a2b.js", () => Results.Text("1", "text/javascript")).ExcludeFromDescription();
            map?.Invoke(app);
        });

    /// <summary>The whole web front as a silo composes it.</summary>
    /// <param name="publicBase">The setting <c>PUBLIC_BASE_URL</c>, read.</param>
    /// <param name="cors">The setting <c>CORS_ORIGINS</c>, read.</param>
    /// <param name="liveKit">A media server, which need not be there.</param>
    public static Task<TestHost> StartWhole(
        MemoryStore? store = null, FakeTimeProvider? time = null, Uri? publicBase = null, IReadOnlyList<string>? cors = null, LiveKitAddress? liveKit = null, TimeSpan? sessionLife = null) => Start(
        store ?? new(), time ?? TestClock.Sunday(), grains: true,
        services => services.AddWebFront(new(publicBase, liveKit, liveKit?.WebSocket, Keys(), Usual with { PublicBaseUrl = publicBase, SessionLife = sessionLife ?? Usual.SessionLife }) { CorsOrigins = cors ?? [] }).AddSingleton<IProcesses, NoProcesses>().AddSingleton<ISimulationPlace, Here>(),
        app => app.UseWebFront());

    /// <param name="grains">Whether a silo runs in it; most of what is tested here asks no grain.</param>
    static async Task<TestHost> Start(MemoryStore store, FakeTimeProvider time, bool grains, Action<IServiceCollection> add, Action<WebApplication> use)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var log = new RecordedLog();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<IJournal>(store.Journal)
            .AddSingleton<IListings>(store.Listings).AddSingleton<IDocuments>(store.Documents).AddSingleton<IIdempotencyKeys>(store.IdempotencyKeys).AddSingleton<IStoreHealth>(store);
        if (grains)
        {
            builder.UseOrleans(TestSilo.Add);
        }
        else
        {
            builder.Services.AddSingleton<IGrainFactory>(_ => throw new InvalidOperationException("This test said that it asks no grain."));
        }
        add(builder.Services);
        // Slow hashes are a matter of numbers; the tests need none.
        builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000);

        var app = builder.Build();
        use(app);
        var host = new TestHost(app, store, time, log)
        {
            SetupLink = await app.Services.GetRequiredService<FirstAdministrator>().Prepare(),
        };
        await app.StartAsync();
        return host;
    }

    sealed class NoProcesses : IProcesses
    {
        public Task<IReadOnlyList<WallProcess>> List(CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<WallProcess>>([]);
    }

    sealed class Here : ISimulationPlace
    {
        public bool IsHere => true;

        public bool IsAlone => true;
    }

    static AccessOptions Usual => new() { AdminApiKey = AdminKey, AdminPassword = Password };

    static LiveKitKeys Keys() => LiveKitKeys.TryParse("devkey", new string('s', 32), out var keys, out var problem)
        ? keys
        : throw new InvalidOperationException(problem);

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
