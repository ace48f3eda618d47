using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using VideoWall.Grains.Ports;
using VideoWall.Storage.Migrations;
using VideoWall.Storage.Private;

namespace VideoWall.Storage.Tests;

/// <summary>The roles of deploy/roles.sql on a real Postgres: the program works as one that can take nothing back.</summary>
public sealed class RoleTests : IAsyncLifetime, IDisposable
{
    const string Owner = "videowall_owner";
    const string App = "videowall_app";
    const string Password = "0123abcd";

    readonly TemporaryFolder folder = new();
    DataFolder data = null!;
    PrivatePostgres server = null!;

    public async Task InitializeAsync()
    {
        await RunningPostgres.Fill(folder.Path);
        // The superuser without a password, as inside the container.
        await File.WriteAllTextAsync(folder.File("postgres/data/pg_hba.conf"), "local all postgres trust\nlocal all all scram-sha-256\n");
        data = DataFolder.Open(folder.Path);
        server = await RunningPostgres.Start(data);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
    }

    public void Dispose()
    {
        data.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Program_ReadsAndWrites_ButNeitherChangesNorDeletesAnEvent()
    {
        await MakeRoles();
        await using var store = Open(App, Owner);
        await store.MigrateAsync();
        Assert.Equal(AppendOutcome.Appended, await store.Journal.Append(Make.Append("service/a", 0, listing: Make.Service("a"))));
        Assert.Equal(AppendOutcome.RevisionTaken, await store.Journal.Append(Make.Append("service/a", 0)));
        Assert.Equal(AppendOutcome.Appended, await store.Journal.Append(Make.Append("service/a", 1, listing: Make.Service("a", title: "Changed"))));
        Assert.True(await store.Documents.Put(new("kind", "key", 0, new byte[] { 1 })));
        Assert.True(await store.Documents.Delete("kind", "key"));
        Assert.Null(await store.Health.Check());

        foreach (var forbidden in (string[])[
            "UPDATE events SET by = 'nobody'", "DELETE FROM events", "TRUNCATE events", "DROP TABLE events", "ALTER TABLE events DISABLE TRIGGER ALL",
            "INSERT INTO schema_migrations (version, name, checksum) VALUES ('9999', '9999', '')", "UPDATE orleansquery SET querytext = ''",
            "CREATE TABLE mine (n integer)", "SET ROLE videowall_owner", "COPY events TO PROGRAM 'cat'", "SELECT pg_read_file('/etc/passwd')", "CREATE ROLE another"])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => Run(App, forbidden));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
        Assert.Equal(2, (await store.Journal.All("service/a")).Length);
    }

    /// <summary>Silos that know nothing of the owner start where somebody else has migrated, and say what is to be done where nobody has.</summary>
    [Fact]
    public async Task Program_StartsWithoutTheOwner_OnceTheDatabaseIsUpToDate()
    {
        await MakeRoles();
        await using (var early = Open(App, null))
        {
            var fault = await Assert.ThrowsAsync<MigrationException>(() => early.MigrateAsync());
            Assert.Contains("MIGRATIONS_DATABASE_URL", fault.Message, StringComparison.Ordinal);
        }
        await using (var migrating = Open(App, Owner))
        {
            await migrating.MigrateAsync();
        }
        await using var store = Open(App, null);
        await store.MigrateAsync();
        Assert.Equal(AppendOutcome.Appended, await store.Journal.Append(Make.Append("service/a", 0)));
        Assert.NotEmpty(store.Journal.Epoch);
    }

    /// <summary>As after a restore, or from a version in which one role owned everything.</summary>
    [Fact]
    public async Task TablesOfTheSuperuser_BecomeTheOwners_AndNothingIsLost()
    {
        await Run("postgres", "ALTER DATABASE videowall OWNER TO postgres");
        await using (var earlier = Open("postgres", null))
        {
            await earlier.MigrateAsync();
            await earlier.Journal.Append(Make.Append("service/a", 0));
        }
        await MakeRoles();
        await MakeRoles(); // twice does no harm
        await using var store = Open(App, Owner);
        await store.MigrateAsync();
        Assert.Equal(AppendOutcome.Appended, await store.Journal.Append(Make.Append("service/a", 1)));
        await Assert.ThrowsAsync<PostgresException>(() => Run(App, "DELETE FROM events"));
    }

    Store Open(string role, string? owner) => Store.Open(As(role), NullLoggerFactory.Instance, TimeProvider.System, owner is null ? null : As(owner));

    // psql puts its variables into the text as literals.
    async Task MakeRoles() => await Run("postgres", (await File.ReadAllTextAsync(Path.Combine(PostgresBinaries.Root(), "deploy", "roles.sql")))
        .Replace(":'owner_password'", $"'{Password}'", StringComparison.Ordinal).Replace(":'app_password'", $"'{Password}'", StringComparison.Ordinal));

    async Task Run(string role, string sql)
    {
        await using var connection = new NpgsqlConnection(As(role));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    string As(string role) => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = role, Password = Password, MaxPoolSize = 5 }.ConnectionString;
}
