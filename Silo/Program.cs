using VideoWall.Grains;
using VideoWall.Silo;
using VideoWall.Silo.Cluster;
using VideoWall.Silo.Rooms;
using VideoWall.Silo.Settings;
using VideoWall.Silo.Tls;
using VideoWall.Storage;
using VideoWall.Storage.Private;
using VideoWall.WebFront;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Health;

if (args is [HealthCheck.Argument])
{
    return await HealthCheck.Run(Environment.GetEnvironmentVariable, Console.Error.WriteLine);
}
if (args is [StoreSetup.MigrateArgument])
{
    return await StartFaults.Explain(StoreSetup.Migrate);
}
return await StartFaults.Explain(async () =>
{
    // Settings: read once, checked all together.
    var builder = WebApplication.CreateSlimBuilder([.. args, ServerSettings.NoWatching]);
    builder.Configuration.AddEnvironmentVariables();
    var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
    using var folder = settings.Folder;
    Listening.Check(settings);
    ConsoleLog.AddTo(builder.Logging, settings.LogLevel);
    using var loggers = LoggerFactory.Create(logging => ConsoleLog.AddTo(logging, settings.LogLevel)); // the store opens before the host is built

    // Postgres: the operator's, or a private one in the data folder.
    await using var postgres = settings.DatabaseUrl is null
        ? await PrivatePostgres.Start(folder, PostgresBinaries.Find(), loggers.CreateLogger<PrivatePostgres>(), TimeProvider.System)
        : null;
    var database = PostgresSettings.WithDefaults(postgres?.ConnectionString ?? PostgresSettings.Parse(settings.DatabaseUrl!));
    await using var use = settings.DatabaseUrl is null ? null : await DatabaseLock.Take(database, !settings.Silo.IsClustered, loggers.CreateLogger<DatabaseLock>(), TimeProvider.System);
    await using var store = StoreSetup.Open(database, settings.MigrationsUrl, loggers);
    await store.MigrateAsync();

    // Orleans and the web front, over the store.
    builder.Services.AddSingleton(TimeProvider.System).AddStore(store).AddRooms(settings.WebFront).AddWebFront(settings.WebFront);
    var certificate = settings.Silo.IsClustered ? await ClusterCertificate.Read(store.Documents, TimeProvider.System) : null;
    builder.AddSilo(settings.Silo, database, certificate, silo => silo.AddVideoWallGrains(traced: settings.WebFront.Otlp is not null));
    builder.WebHost.ListenOn(settings, settings.Tls.Port is null ? null : ServerCertificate.Read(settings.Tls, settings.Folder.Path, TimeProvider.System));

    await using var app = builder.Build();
    app.UseWebFront();
    app.MapDashboard(settings.Silo);

    if (await app.Services.GetRequiredService<FirstAdministrator>().CheckSetting() is { } weak)
    {
        throw new SettingsException([weak]);
    }

    // Start; then until a stop is asked for, which drains (DrainingLifetime).
    await app.StartListening(settings);
    ConsoleLog.HasStarted = true;
    await Greeting.Print(app, settings);
    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // gives back what only the start needed
    await app.WaitForShutdownAsync();
});
