using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using VideoWall.Actors.Ports;
using VideoWall.Storage;
using VideoWall.Storage.Migrations;
using VideoWall.Storage.Private;
using VideoWall.WebFront;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Settings;

namespace VideoWall.Hosting;

/// <summary>
/// One process of a hall: reads the settings, opens the store, runs actors and the web front. Everything that can be
/// wrong is said in one line and an exit code.
/// </summary>
public static class Hall
{
    /// <summary>Exit codes of sysexits.h, so that supervisors can tell a wrong setting from a crash.</summary>
    const int BadSetting = 78;
    const int Unavailable = 69;
    const int CannotListen = 71;

    /// <summary>
    /// Settings are read once. Waiting for a changed appsettings.json would watch the working folder with all that is in it, each
    /// folder a watch of the operating system's.
    /// </summary>
    const string NoWatching = "--hostBuilder:reloadConfigOnChange=false";

    /// <returns>The process's exit code; 0 after a stop that was asked for.</returns>
    public static async Task<int> Run(string[] args, IHallActors actors)
    {
        if (args is [HealthCheck.Argument])
        {
            return await HealthCheck.Run(Environment.GetEnvironmentVariable, Console.Error.WriteLine);
        }
        var builder = WebApplication.CreateSlimBuilder([.. args, NoWatching]);
        builder.Configuration.AddEnvironmentVariables();
        var reader = new SettingsReader(builder.Configuration);
        var settings = HallSettings.Read(reader);
        actors.Read(reader);
        try
        {
            using var folder = DataFolder.Open(settings.DataDir);
            var keys = new KeptSecrets(folder.Path);
            if (!reader.TryReadWebFront(builder.Environment.IsProduction() && reader.Text("DATABASE_URL") is not null ? null : keys.LiveKit, out var webFront))
            {
                return Fail(BadSetting, [.. reader.Faults]);
            }
            return await Serve(builder, actors, folder, settings, webFront with { Access = webFront.Access with { LocalApiKey = keys.LocalAdmin() } });
        }
        catch (SettingException fault)
        {
            return Fail(BadSetting, fault.Message);
        }
        catch (Exception fault) when (fault is MigrationException or JournalUnavailableException)
        {
            return Fail(Unavailable, fault.Message);
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            return Fail(CannotListen, $"PORT {settings.Port} is in use on {settings.Host}: stop what listens there, or set PORT to another.");
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return Fail(CannotListen, $"HOST {settings.Host} is no address of this machine: set HOST to one that is, or to 0.0.0.0 for all of them.");
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AccessDenied)
        {
            return Fail(CannotListen, $"PORT {settings.Port} may not be opened by this user: set PORT to 1024 or higher, and let a proxy listen on the lower one.");
        }
    }

    static async Task<int> Serve(WebApplicationBuilder builder, IHallActors actors, DataFolder folder, HallSettings settings, WebFrontSettings webFront)
    {
        builder.Logging.ClearProviders();
        Log(builder.Logging, settings.LogLevel);
        // What keeps it from starting is said once, in one line, and not before that as a stack trace.
        var started = false;
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => started && level >= LogLevel.Warning);
        using var loggers = LoggerFactory.Create(logging => Log(logging, settings.LogLevel)); // the store opens before the host is built
        await using var database = settings.DatabaseUrl is null
            ? await PrivatePostgres.Start(folder, PostgresBinaries.Find(), loggers.CreateLogger<PrivatePostgres>(), TimeProvider.System)
            : null;
        var connectionString = PostgresSettings.WithDefaults(database?.ConnectionString ?? PostgresSettings.Parse(settings.DatabaseUrl!));
        await using var store = Store.Open(connectionString, loggers, TimeProvider.System);
        await store.MigrateAsync();

        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 2 * 1024 * 1024; // the largest thing sent here is a list of churches
        });
        builder.WebHost.UseUrls($"http://{settings.Host}:{settings.Port}");
        builder.Services.AddSingleton(TimeProvider.System)
            .AddSingleton(store.Journal).AddSingleton(store.Listings).AddSingleton(store.Snapshots).AddSingleton(store.Documents).AddSingleton(store.Health);
        actors.Add(builder, store, connectionString);
        builder.Services.AddWebFront(webFront);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = actors.ShutdownTimeout);

        await using var app = builder.Build();
        app.UseWebFront();
        await app.StartAsync();
        started = true;
        await Greeting.Print(app, webFront);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // gives back what only the start needed
        await app.WaitForShutdownAsync();
        return 0;
    }

    static void Log(ILoggingBuilder logging, LogLevel level) => logging
        .AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat, o.UseUtcTimestamp) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ ", true))
        .SetMinimumLevel(level).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning)
        // A log that takes the least of it makes the server open a scope and a trace for each request, and carry them along.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

    static int Fail(int code, params string[] reasons)
    {
        foreach (var reason in reasons)
        {
            Console.Error.WriteLine($"videowall: {reason}");
        }
        return code;
    }
}
