using Npgsql;
using VideoWall.Storage.Private;

namespace VideoWall.Storage.Tests;

public sealed class PrivatePostgresTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Data => folder.File("postgres/data");

    [Fact]
    public async Task Killed_IsStartedAgainByItselfWithEverythingCommitted()
    {
        await RunningPostgres.Fill(folder.Path);
        using var data = DataFolder.Open(folder.Path);
        await using var postgres = await RunningPostgres.Start(data);
        await Execute(postgres, "CREATE TABLE kept AS SELECT 42 AS n");
        var first = postgres.Pid!.Value;

        Posix.Signal(first, Posix.Kill);
        await Eventually.True("another server answers", async () =>
            postgres.Pid is { } pid && pid != first && await Record.ExceptionAsync(() => Execute(postgres, "SELECT 1")) is null);
        Assert.Equal(42, await Execute(postgres, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task Role_IsNoSuperuserAndTheServerIsDurable()
    {
        using var data = DataFolder.Open(folder.Path);
        await using var postgres = await RunningPostgres.Start(data);
        Assert.Equal(false, await Execute(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"));
        foreach (var setting in (string[])["fsync", "synchronous_commit", "full_page_writes"])
            Assert.Equal("on", await Execute(postgres, $"SHOW {setting}"));
        Assert.Equal("UTF8", await Execute(postgres, "SHOW server_encoding"));
    }

    [Fact]
    public async Task Password_IsAskedForOverTheSocketToo()
    {
        await RunningPostgres.Fill(folder.Path);
        using var data = DataFolder.Open(folder.Path);
        await using var postgres = await RunningPostgres.Start(data);
        foreach (var role in (string[])["videowall", "postgres"])
        {
            var other = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Username = role, Password = "guess", Pooling = false };
            await using var connection = new NpgsqlConnection(other.ConnectionString);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());
            Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        }
    }

    [Fact]
    public async Task PasswordFileLost_ANewOneIsMade()
    {
        await RunningPostgres.Fill(folder.Path);
        using var data = DataFolder.Open(folder.Path);
        File.Delete(folder.File("postgres/password"));
        await using var postgres = await RunningPostgres.Start(data);
        Assert.Equal(1, await Execute(postgres, "SELECT 1"));
    }

    [Fact]
    public async Task PasswordFileWrong_IsSaidWithTheCure()
    {
        await RunningPostgres.Fill(folder.Path);
        using var data = DataFolder.Open(folder.Path);
        await File.WriteAllTextAsync(folder.File("postgres/password"), "wrong");
        var fault = await Assert.ThrowsAsync<SettingException>(() => RunningPostgres.Start(data));
        Assert.Contains("delete DATA_DIR/postgres/password", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("postgres/data/postmaster.pid")));
    }

    [Fact]
    public async Task FirstStartInterrupted_IsMadeAnew()
    {
        using var data = DataFolder.Open(folder.Path);
        Directory.CreateDirectory(folder.File("postgres/data.new/base"));
        await File.WriteAllTextAsync(folder.File("postgres/data.new/PG_VERSION"), "18\n");
        await using var postgres = await RunningPostgres.Start(data);
        Assert.False(Directory.Exists(folder.File("postgres/data.new")));
    }

    [Fact]
    public async Task DataUnderItsOldName_IsRenamedOnceAndServed()
    {
        await RunningPostgres.Fill(folder.Path);
        using var data = DataFolder.Open(folder.Path);
        await using (var before = await RunningPostgres.Start(data))
            await Execute(before, "CREATE TABLE kept AS SELECT 42 AS n");
        Directory.Move(Data, folder.File("postgres/cluster"));
        Directory.CreateDirectory(folder.File("postgres/cluster.new/base"));

        for (var start = 0; start < 2; start++)
        {
            await using var postgres = await RunningPostgres.Start(data);
            Assert.Equal(42, await Execute(postgres, "SELECT n FROM kept"));
        }
        Assert.Equal(["data"], Directory.EnumerateDirectories(folder.File("postgres")).Select(Path.GetFileName).Where(name => name != "socket"));
    }

    [Fact]
    public async Task DataUnderBothNames_IsRefusedUntouched()
    {
        await RunningPostgres.Fill(folder.Path);
        using var data = DataFolder.Open(folder.Path);
        Directory.CreateDirectory(folder.File("postgres/cluster/base"));
        var fault = await Assert.ThrowsAsync<SettingException>(() => RunningPostgres.Start(data));
        Assert.Contains("move the one that you do not want", fault.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(folder.File("postgres/cluster/base")));
        Directory.Delete(folder.File("postgres/cluster"), recursive: true);
        await using var postgres = await RunningPostgres.Start(data);
        Assert.Equal(1, await Execute(postgres, "SELECT 1"));
    }

    [Fact]
    public async Task DataOfAnotherMajorVersion_IsRefusedUntouched()
    {
        await RunningPostgres.Fill(folder.Path);
        using var data = DataFolder.Open(folder.Path);
        var version = Path.Combine(Data, "PG_VERSION");
        var real = await File.ReadAllTextAsync(version);
        await File.WriteAllTextAsync(version, "12\n");
        var fault = await Assert.ThrowsAsync<SettingException>(() => RunningPostgres.Start(data));
        Assert.Contains("made by Postgres 12", fault.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(version, real);
        await using var postgres = await RunningPostgres.Start(data);
    }

    [Fact]
    public async Task DamagedData_IsSaidWithPostgresOwnWords()
    {
        await RunningPostgres.Fill(folder.Path);
        using var data = DataFolder.Open(folder.Path);
        File.Delete(Path.Combine(Data, "global", "pg_control"));
        var fault = await Assert.ThrowsAsync<SettingException>(() => RunningPostgres.Start(data));
        Assert.Contains("pg_control", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PathTooLongForASocket_AShortPrivateFolderServes()
    {
        var deep = folder.File(string.Join('/', Enumerable.Repeat("a-rather-long-name-of-a-folder", 4)));
        using var data = DataFolder.Open(deep);
        var postgres = await RunningPostgres.Start(data);
        var socket = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Host!;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(socket));
        Assert.Equal(1, await Execute(postgres, "SELECT 1"));
        await postgres.DisposeAsync();
        Assert.False(Directory.Exists(socket));
    }

    [Fact]
    public void Binaries_ThatAreMissing_AreSaidWithTheCure()
    {
        var fault = Assert.Throws<SettingException>(() => PostgresBinaries.Find(root: folder.Path));
        Assert.Contains("./videowall up", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_LeavesNothingRunning()
    {
        await RunningPostgres.Fill(folder.Path);
        using var data = DataFolder.Open(folder.Path);
        var postgres = await RunningPostgres.Start(data);
        var pid = postgres.Pid!.Value;
        await postgres.DisposeAsync();
        Assert.False(Posix.IsRunning(pid));
        Assert.Null(postgres.Pid);
        await postgres.DisposeAsync();
    }

    static async Task<object?> Execute(PrivatePostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
