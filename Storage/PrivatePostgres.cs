using Microsoft.Extensions.Logging;
using Npgsql;
using VideoWall.Storage.Private;

namespace VideoWall.Storage;

/// <summary>
/// The embedded default: a Postgres of the program's own, its data in <c>DATA_DIR/postgres</c>, reached over a socket
/// that nobody else may open. It ends with the program, and comes back by itself when it dies.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    /// <summary>Between two looks whether a starting server answers; recovery after a crash takes what it takes.</summary>
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(15);

    readonly PostgresSupervisor supervisor;

    PrivatePostgres(PostgresSupervisor supervisor, string connectionString)
    {
        this.supervisor = supervisor;
        ConnectionString = connectionString;
    }

    /// <summary>Npgsql form; stays right over restarts of the server.</summary>
    public string ConnectionString { get; }

    /// <summary>The server's process at this moment; null while it is started again.</summary>
    public int? Pid => supervisor.Pid;

    /// <summary>Starts it (the first start makes its data, about a second) and waits until it answers.</summary>
    /// <param name="folder">Held by this program, so that no second one serves the same data.</param>
    /// <exception cref="SettingException">It cannot be made or started here; the message says why and names a cure.</exception>
    public static Task<PrivatePostgres> Start(
        DataFolder folder, PostgresBinaries binaries, ILogger<PrivatePostgres> logger, TimeProvider time, CancellationToken cancellation = default) =>
        Start(folder, binaries, logger, time, Tools.OfThisMachine(), cancellation);

    internal static async Task<PrivatePostgres> Start(
        DataFolder folder, PostgresBinaries binaries, ILogger logger, TimeProvider time, Tools tools, CancellationToken cancellation = default)
    {
        if (OperatingSystem.IsWindows())
            throw new SettingException("DATABASE_URL is not set and there is no private Postgres for Windows; set DATABASE_URL to a Postgres of your own.");
        var supervisor = new PostgresSupervisor(new PostgresFolder(folder.Path), binaries, tools, time, logger);
        try
        {
            var (socket, password) = await supervisor.Launched.WaitAsync(cancellation);
            var connectionString = new NpgsqlConnectionStringBuilder
            {
                Host = socket,
                Username = PostgresData.Role,
                Password = password,
                Database = PostgresData.Role,
                SslMode = SslMode.Disable,
                GssEncryptionMode = GssEncryptionMode.Disable,
            }.ConnectionString;
            while (!await Answers(connectionString, cancellation))
            {
                if (supervisor.GaveUp.IsFaulted)
                    await supervisor.GaveUp;
                await Task.Delay(Look, time, cancellation);
            }
            supervisor.Ready();
            return new PrivatePostgres(supervisor, connectionString);
        }
        catch
        {
            await supervisor.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the server in good order; connections that are open fail.</summary>
    public ValueTask DisposeAsync() => supervisor.DisposeAsync();

    static async Task<bool> Answers(string connectionString, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidCatalogName)
        {
            throw new SettingException(
                $"DATA_DIR: the private Postgres refuses its own program ({refused.MessageText}); delete DATA_DIR/postgres/password to have a new one made, or restore the folder from a backup.",
                refused);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
