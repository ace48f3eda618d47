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
    readonly Epochs epochs;
    readonly PostgresJournal journal;
    readonly NpgsqlDataSource? owner;
    readonly Migrator migrator;

    Store(NpgsqlDataSource source, NpgsqlDataSource? owner, StoreTimeouts timeouts, ILoggerFactory loggers, TimeProvider time)
    {
        this.owner = owner;
        database = new Database(source, timeouts, time);
        epochs = new Epochs(database);
        journal = new PostgresJournal(database, epochs, time, loggers.CreateLogger<PostgresJournal>());
        migrator = new Migrator(owner ?? source, loggers.CreateLogger<Migrator>(), time, Migration.All);
        Listings = new Listings(database);
        Documents = new Documents(database);
        IdempotencyKeys = new IdempotencyKeys(database);
        Health = new StoreHealth(database, Migration.All, time);
    }

    public IJournal Journal => journal;
    public IListings Listings { get; }
    public IDocuments Documents { get; }
    public IIdempotencyKeys IdempotencyKeys { get; }
    public IStoreHealth Health { get; }

    /// <summary>Prepares the store; connects to nothing yet, so a database that is away at start is no error here.</summary>
    /// <param name="connectionString">Npgsql form, as <see cref="PostgresSettings.Parse(string)"/> gives it.</param>
    /// <param name="migrations">The same database as its owner, who migrates it and grants the other role what it needs; null when that one owns it.</param>
    public static Store Open(string connectionString, ILoggerFactory loggers, TimeProvider time, string? migrations = null)
    {
        var builder = new NpgsqlDataSourceBuilder(PostgresSettings.WithDefaults(connectionString));
        var owner = migrations is null ? null : NpgsqlDataSource.Create(PostgresSettings.WithDefaults(migrations));
        return new Store(builder.Build(), owner, StoreTimeouts.Of(builder.ConnectionStringBuilder), loggers, time);
    }

    /// <summary>Applies the migrations that the database lacks, and finds its epoch. Safe while other processes do the same.</summary>
    /// <exception cref="MigrationException">The database does not fit the program; the message names the cure.</exception>
    /// <exception cref="JournalUnavailableException">The database is away; try again.</exception>
    public async Task MigrateAsync(CancellationToken cancellation = default)
    {
        var servant = owner is null ? null : (await database.Rows("SELECT current_user::text", row => row.GetString(0), cancellation))[0];
        await migrator.Migrate(servant, cancellation);
        owner?.Clear(); // it is needed no more
        await epochs.Find("", cancellation);
    }

    /// <summary>Writes what the journal has accepted, then closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        if (owner is not null)
            await owner.DisposeAsync();
        await database.DisposeAsync();
    }
}
