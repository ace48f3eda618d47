using System.Diagnostics;
using System.Reflection;

namespace VideoWall.EndToEnd.Support;

/// <summary>Where things lie in the checkout that was built.</summary>
public static class Places
{
    /// <summary>The program, as it is built.</summary>
    public static string Silo { get; } = Named("SiloProgram");

    public static string Recordings { get; } = Path.Combine(Named("TestsFolder"), "recordings");

    static readonly Lazy<bool> postgres = new(() =>
    {
        var packages = Path.GetFullPath(Path.Combine(Named("TestsFolder"), "..", "Storage", "postgres"));
        if (!Directory.Exists(Path.Combine(packages, "node_modules")))
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = packages })!;
            npm.WaitForExit();
            Assert.True(npm.ExitCode == 0, $"The tests need a Postgres, and 'npm ci' in {packages} ended with {npm.ExitCode}.");
        }
        return true;
    });

    /// <summary>Installs the programs of the private Postgres unless that is done.</summary>
    public static void NeedPostgres() => Assert.True(postgres.Value);

    static string Named(string name) => typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == name).Value!;
}

/// <summary>A folder of a test's own, deleted with everything in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("videowall-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
