using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace VideoWall.Storage.Private;

/// <summary>Makes the data folder at the first start, and knows the command that serves it.</summary>
internal sealed class PostgresData(PostgresFolder folder, PostgresBinaries binaries, Launcher launcher)
{
    /// <summary>The program's role and database. Not the superuser: a fault of ours shall not reach the machine's files.</summary>
    public const string Role = "videowall";

    const string Superuser = "postgres";

    // Passwords over the socket too: the user that Postgres runs as ('nobody') may have other programs.
    const string Access = "local all all scram-sha-256\n";

    /// <summary>The role's password.</summary>
    /// <exception cref="SettingException">It cannot be made or used; says why.</exception>
    public string Prepare()
    {
        if (!Directory.Exists(folder.Data))
            return Make();
        RefuseOtherVersion();
        return File.Exists(folder.Password) ? File.ReadAllText(folder.Password).Trim() : Reset();
    }

    /// <summary>The server. Small: one program's database on a machine that has other things to do.</summary>
    public ProcessStartInfo Server(string socketFolder)
    {
        string[] settings =
        [
            "listen_addresses=", $"unix_socket_directories={socketFolder}", "unix_socket_permissions=0700", "port=5432",
            "max_connections=40", "shared_buffers=32MB", "max_wal_size=256MB", "min_wal_size=32MB",
            // What was acknowledged is on the disk.
            "fsync=on", "synchronous_commit=on", "full_page_writes=on",
            // Helpers that this load never needs, at 5 MB each.
            "io_method=sync", "max_parallel_workers=0", "max_logical_replication_workers=0", "jit=off",
            // Refused appends are no news; LOG ranks above ERROR here, so that starts and recoveries are told.
            // https://www.postgresql.org/docs/current/runtime-config-logging.html
            "log_min_messages=log", "log_checkpoints=off", "log_line_prefix=", "log_timezone=UTC", "timezone=UTC",
        ];
        return launcher.Command(binaries.Postgres, ["-D", folder.Data, .. settings.SelectMany(s => (string[])["-c", s])]);
    }

    string Make()
    {
        if (Directory.Exists(folder.NewData))
            Directory.Delete(folder.NewData, recursive: true);
        PostgresFolder.CreateFor(folder.NewData, launcher.Account);
        // The built-in locale is the same on every machine and sorts the same for ever, unlike the C library's.
        Check("initdb", Launcher.Run(launcher.Command(
            binaries.Initdb, "-D", folder.NewData, "-U", Superuser, "--auth=reject", "-E", "UTF8",
            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")));
        File.WriteAllText(Path.Combine(folder.NewData, "pg_hba.conf"), Access);
        var password = NewPassword();
        SingleUser(folder.NewData, $"CREATE ROLE {Role} LOGIN PASSWORD '{password}';", $"CREATE DATABASE {Role} OWNER {Role};");
        Keep(password);
        Directory.Move(folder.NewData, folder.Data);
        return password;
    }

    string Reset()
    {
        var password = NewPassword();
        SingleUser(folder.Data, $"ALTER ROLE {Role} PASSWORD '{password}';");
        Keep(password);
        return password;
    }

    /// <summary>Statements in single-user mode, where no password is asked. Each must end with an empty line (-j).</summary>
    void SingleUser(string data, params string[] statements)
    {
        var (code, output) = Launcher.Run(
            launcher.Command(binaries.Postgres, "--single", "-j", "-D", data, "-c", "log_min_messages=error", Superuser),
            string.Concat(statements.Select(statement => statement + "\n\n")));
        // Single-user mode goes on after an error and ends with 0.
        Check("postgres", (output.Contains("ERROR:", StringComparison.Ordinal) ? 1 : code, output));
    }

    void RefuseOtherVersion()
    {
        var data = File.ReadAllText(Path.Combine(folder.Data, "PG_VERSION")).Trim();
        var (code, said) = Launcher.Run(launcher.Command(binaries.Postgres, "--version"));
        Check("postgres", (code, said));
        // "postgres (PostgreSQL) 18.4"
        if (!said.Contains($" {data}.", StringComparison.Ordinal))
            throw new SettingException(
                $"DATA_DIR: the data in {folder.Data} was made by Postgres {data}, but the installed one is \"{said}\"; install version {data} again, " +
                "or dump with the old and load with the new one.");
    }

    void Keep(string password)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(folder.Password, options);
        file.Write(Encoding.ASCII.GetBytes(password));
        file.Flush(flushToDisk: true);
    }

    static void Check(string program, (int Code, string Output) result)
    {
        if (result.Code != 0)
            throw new SettingException($"The private Postgres cannot be prepared: {program} ended with {result.Code}: {result.Output}");
    }

    // 256 bits, of letters that need no quoting anywhere.
    static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
