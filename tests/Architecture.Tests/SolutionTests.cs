namespace VideoWall.Architecture.Tests;

/// <summary>The solution holds everything that is built with it.</summary>
public sealed class SolutionTests
{
    [Fact]
    public void Solution_HoldsEveryProjectOfTheHouseAndItsTests() => Assert.Equal(Projects(except: "bench"), InSolution());

    static IEnumerable<string> InSolution() => File.ReadLines(Path.Combine(House.Root.FullName, "VideoWall.sln"))
        .Where(line => line.Contains(".csproj\"", StringComparison.Ordinal))
        .Select(line => line.Split('"')[5].Replace('\\', '/')).Order(StringComparer.Ordinal);

    // Benchmarks are built when they are run.
    static IEnumerable<string> Projects(string except) => House.Files(".csproj")
        .Select(f => Path.GetRelativePath(House.Root.FullName, f.FullName).Replace('\\', '/'))
        .Where(p => !p.StartsWith(except + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
