namespace VideoWall.Architecture.Tests;

/// <summary>Files stay short enough to be read in one go.</summary>
public sealed class FileTests
{
    const int MostLines = 300;

    [Fact]
    public void SourceFile_AnywhereInTheHouse_HasAtMostThreeHundredLines()
    {
        var files = House.Files(".cs", ".ts", ".tsx").ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files
            .Select(f => (Path: Path.GetRelativePath(House.Root.FullName, f.FullName), Lines: File.ReadLines(f.FullName).Count()))
            .Where(f => f.Lines > MostLines)
            .Select(f => $"{f.Path} has {f.Lines} lines: split it."));
    }
}
