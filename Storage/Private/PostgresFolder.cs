using System.Globalization;
using System.Text;

namespace VideoWall.Storage.Private;

/// <summary>What lies in <c>DATA_DIR/postgres</c>: the server's data, the socket, and the password of the program's role.</summary>
internal sealed class PostgresFolder(string dataFolder)
{
    /// <summary>Bytes of a socket's path: sun_path holds 108 with the closing NUL on Linux, 104 on macOS (unix(7)).</summary>
    static readonly int LongestSocket = OperatingSystem.IsMacOS() ? 103 : 107;
    const string SocketFile = ".s.PGSQL.5432";
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const string ShortPrefix = "/tmp/videowall-";

    public string Path { get; } = System.IO.Path.Combine(dataFolder, "postgres");

    /// <summary>What initdb makes and Postgres serves.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>Data in the making; renamed when complete, so that an interrupted one is never taken for whole.</summary>
    public string NewData => System.IO.Path.Combine(Path, "data.new");
    public string Password => System.IO.Path.Combine(Path, "password");
    public string PostmasterFile => System.IO.Path.Combine(Directory.Exists(OldData) ? OldData : Data, "postmaster.pid");

    /// <summary>The data's name in installations of the first versions.</summary>
    string OldData => System.IO.Path.Combine(Path, "cluster");
    string ShortSocketNote => System.IO.Path.Combine(Path, "socket-folder");

    /// <summary>Others may pass through, no more: what lies in it is closed by itself.</summary>
    public void Create() => Create(Path, Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    /// <summary>Gives data under its old name the new one. No server may run on it.</summary>
    /// <exception cref="SettingException">There is data under both names, as after going back to an older program: only people know which counts.</exception>
    public void RenameOldData()
    {
        if (Directory.Exists(OldData + ".new"))
            Directory.Delete(OldData + ".new", recursive: true);
        if (!Directory.Exists(OldData))
            return;
        if (Directory.Exists(Data))
            throw new SettingException(
                $"DATA_DIR: there are two databases, {Data} and {OldData} (made by an older program); move the one that you do not want to another place.");
        Directory.Move(OldData, Data);
    }

    /// <summary>A new empty folder that only Postgres' user may enter.</summary>
    public static void CreateFor(string folder, Account? account)
    {
        Create(folder, Private);
        if (account is not null)
            Posix.GiveTo(folder, account);
    }

    /// <summary>The socket's folder: beside the data, or a short one where that path is too long for a socket.</summary>
    public string SocketFolder(Account? account)
    {
        RemoveShortSocketFolder();
        var folder = System.IO.Path.Combine(Path, "socket");
        if (Encoding.UTF8.GetByteCount(System.IO.Path.Combine(folder, SocketFile)) > LongestSocket)
        {
            // Made with mode 0700 under a name that was free, so nobody else can have put it there.
            folder = Directory.CreateTempSubdirectory("videowall-").FullName;
            if (!folder.StartsWith(ShortPrefix, StringComparison.Ordinal))
            {
                // TMPDIR may be as long as DATA_DIR.
                Directory.Delete(folder);
                folder = ShortPrefix + Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture);
            }
            File.WriteAllText(ShortSocketNote, folder);
        }
        CreateFor(folder, account);
        return folder;
    }

    /// <summary>Removes the short folder of this or an earlier, killed run.</summary>
    public void RemoveShortSocketFolder()
    {
        if (!File.Exists(ShortSocketNote))
            return;
        var folder = File.ReadAllText(ShortSocketNote).Trim();
        if (folder.StartsWith(ShortPrefix, StringComparison.Ordinal) && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        File.Delete(ShortSocketNote);
    }

    static void Create(string folder, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        Directory.CreateDirectory(folder);
        // Said again: the umask may have taken bits away, or the folder was there with others.
        File.SetUnixFileMode(folder, mode);
    }

    /// <summary>The process that Postgres' own lock file names; null when there is none.</summary>
    public int? Postmaster()
    {
        try
        {
            var first = File.ReadLines(PostmasterFile).FirstOrDefault();
            return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
