using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using VideoWall.Actors.Ports;
using VideoWall.Actors.Specification;
using VideoWall.Hall.Support;
using VideoWall.Storage;

namespace VideoWall.Grains.Tests;

/// <summary>Clusters of two silos whose journal, snapshots and reminders are in a real Postgres, in a schema of the test's own.</summary>
sealed class GrainStage(SharedPostgres postgres) : IActorStage
{
    string database = "";
    Store? store;

    public async Task<(IJournal Journal, ISnapshots Snapshots)> Open()
    {
        database = await postgres.Database();
        store = Store.Open(database, NullLoggerFactory.Instance, TimeProvider.System);
        await store.MigrateAsync();
        return (store.Journal, store.Snapshots);
    }

    public async Task<IActorHost> Start(ActorPorts ports) => await GrainHost.Start(ports, database);

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }
        await using var connection = new NpgsqlConnection(database);
        NpgsqlConnection.ClearPool(connection); // the reminders'
    }
}
