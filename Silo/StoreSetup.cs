using VideoWall.Silo.Settings;
using VideoWall.Storage;
using VideoWall.WebFront.Settings;

namespace VideoWall.Silo;

static class StoreSetup
{
    /// <summary>The one word on the command line that migrates the database and does nothing else.</summary>
    public const string MigrateArgument = "--migrate";

    /// <summary>The store behind each of its ports.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, Store store) => services
        .AddSingleton(store.Journal).AddSingleton(store.Listings).AddSingleton(store.Documents).AddSingleton(store.IdempotencyKeys).AddSingleton(store.Health);

    /// <summary>
    /// Migrates as the owner of the database and grants the other role what it needs. Where this is run by itself, the silos never see
    /// the owner's password.
    /// </summary>
    /// <exception cref="SettingsException">The settings name no database.</exception>
    public static async Task Migrate()
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var (database, migrations) = ServerSettings.DatabaseUrls(reader);
        if (database is null && reader.Faults.Count == 0)
        {
            reader.Fault($"DATABASE_URL is not set: {MigrateArgument} is for a Postgres of your own; the private one is migrated at each start.");
        }
        if (reader.Faults.Count > 0)
        {
            throw new SettingsException([.. reader.Faults]);
        }
        using var loggers = LoggerFactory.Create(logging => ConsoleLog.AddTo(logging, LogLevel.Information));
        await using var store = Open(PostgresSettings.Parse(database!), migrations, loggers);
        await store.MigrateAsync();
    }

    /// <param name="database">In Npgsql's form.</param>
    /// <param name="migrations">As the setting has it; null where <paramref name="database"/> names the owner.</param>
    public static Store Open(string database, string? migrations, ILoggerFactory loggers) => Store.Open(
        database, loggers, TimeProvider.System,
        migrations is null ? null : PostgresSettings.Parse(migrations, "MIGRATIONS_DATABASE_URL"));
}
