using System.Text.Json;

namespace VideoWall.Architecture.Tests;

/// <summary>The solution of everything, and the one for machines without Orleans' packages.</summary>
public sealed class SolutionTests
{
    static readonly string[] OnOrleans = ["Grains", "Grains.Interfaces", "Silo", "Grains.Tests", "Cluster.Tests"];

    [Fact]
    public void Solution_HoldsEveryProjectOfTheHouseAndItsTests() =>
        Assert.Equal(Projects("bench"), InSolution());

    [Fact]
    public void SolutionWithoutOrleans_HoldsAllTheOthers()
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(Path.Combine(House.Root.FullName, "VideoWall.Standalone.slnf")));
        var listed = filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray().Select(p => p.GetString()!.Replace('\\', '/')).Order(StringComparer.Ordinal);
        Assert.Equal(InSolution().Where(p => !OnOrleans.Contains(Path.GetFileNameWithoutExtension(p))), listed);
    }

    [Fact]
    public void ProjectWithoutOrleans_UsesNoneThatHasIt() => Assert.Empty(
        from project in InSolution()
        where !OnOrleans.Contains(Path.GetFileNameWithoutExtension(project))
        from reference in House.Read(new(Path.Combine(House.Root.FullName, project))).Descendants("ProjectReference")
        where OnOrleans.Contains(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
        select $"{project} uses {reference.Attribute("Include")!.Value}: it cannot be built without Orleans' packages.");

    static IEnumerable<string> InSolution() => File.ReadLines(Path.Combine(House.Root.FullName, "VideoWall.sln"))
        .Where(line => line.Contains(".csproj\"", StringComparison.Ordinal))
        .Select(line => line.Split('"')[5].Replace('\\', '/')).Order(StringComparer.Ordinal);

    // Benchmarks are built when they are run.
    static IEnumerable<string> Projects(string except) => House.Files(".csproj")
        .Select(f => Path.GetRelativePath(House.Root.FullName, f.FullName).Replace('\\', '/'))
        .Where(p => !p.StartsWith(except + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
