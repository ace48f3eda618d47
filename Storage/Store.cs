using Microsoft.Extensions.Logging;
using Npgsql;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;
using VideoWall.Storage.Journal;
using VideoWall.Storage.Lists;
using VideoWall.Storage.Migrations;

namespace VideoWall.Storage;

/// <summary>Everything that is kept in one Postgres database. One per process: it holds the process's one writer.</summary>
public sealed class Store : IAsyncDisposable
{
    readonly Database database;
    readonly PostgresJournal journal;
    readonly Migrator migrator;

    Store(NpgsqlDataSource source, StoreTimeouts timeouts, ILoggerFactory loggers, TimeProvider time)
    {
        database = new Database(source, timeouts, time);
        journal = new PostgresJournal(database, time, loggers.CreateLogger<PostgresJournal>());
        migrator = new Migrator(source, loggers.CreateLogger<Migrator>(), Migration.All);
        Listings = new Listings(database);
        Documents = new Documents(database);
        IdempotencyKeys = new IdempotencyKeys(database);
        Health = new StoreHealth(database, Migration.All);
    }

    public IJournal Journal => journal;
    public IListings Listings { get; }
    public IDocuments Documents { get; }
    public IIdempotencyKeys IdempotencyKeys { get; }
    public IStoreHealth Health { get; }

    /// <summary>Prepares the store; connects to nothing yet, so a database that is away at start is no error here.</summary>
    /// <param name="connectionString">Npgsql form, as <see cref="PostgresSettings.Parse"/> gives it.</param>
    public static Store Open(string connectionString, ILoggerFactory loggers, TimeProvider time)
    {
        var builder = new NpgsqlDataSourceBuilder(PostgresSettings.WithDefaults(connectionString));
        return new Store(builder.Build(), StoreTimeouts.Of(builder.ConnectionStringBuilder), loggers, time);
    }

    /// <summary>Applies the migrations that the database lacks. Safe while other processes do the same.</summary>
    /// <exception cref="MigrationException">The database does not fit the program; the message names the cure.</exception>
    /// <exception cref="JournalUnavailableException">The database is away; try again.</exception>
    public Task MigrateAsync(CancellationToken cancellation = default) => migrator.Migrate(cancellation);

    /// <summary>Writes what the journal has accepted, then closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        await database.DisposeAsync();
    }
}
