using Npgsql;
using VideoWall.Grains.Interfaces;
using VideoWall.Storage.Migrations;

namespace VideoWall.Storage;

internal sealed class StoreHealth(Database database, IReadOnlyList<Migration> migrations) : IStoreHealth
{
    public async Task<string?> Check(CancellationToken cancellation = default)
    {
        try
        {
            var readOnly = await database.Query(
                async connection =>
                {
                    await using var command = new NpgsqlCommand("SELECT current_setting('transaction_read_only')::boolean", connection) { CommandTimeout = StoreTimeouts.Probe };
                    return (bool?)await command.ExecuteScalarAsync(cancellation);
                },
                cancellation,
                TimeSpan.FromSeconds(StoreTimeouts.Probe));
            return readOnly == true ? "The database is read-only (a standby?)." : null;
        }
        catch (JournalUnavailableException fault)
        {
            return fault.Message;
        }
    }

    public async Task<(string Applied, bool Current)> Migrations(CancellationToken cancellation = default)
    {
        var exists = await database.Rows(
            "SELECT to_regclass('schema_migrations') IS NOT NULL", row => row.GetBoolean(0), cancellation);
        if (!exists[0])
            return ("none", false);
        var applied = await database.Rows("SELECT version FROM schema_migrations ORDER BY version", row => row.GetString(0), cancellation);
        // More than this program knows is well: a newer silo beside it has brought the database up to date.
        return (applied.LastOrDefault() ?? "none", migrations.All(m => applied.Contains(m.Version)));
    }
}
