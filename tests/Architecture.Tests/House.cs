using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace VideoWall.Architecture.Tests;

/// <summary>The working tree that these tests were built from.</summary>
static class House
{
    static readonly string[] NotOurs = ["bin", "obj", "node_modules", "wwwroot", "TestResults", "test-results", "playwright-report", "artifacts", "data"];

    public static DirectoryInfo Root { get; } = FindRoot();

    /// <summary>The product's projects: a project file in a folder of its own at the top.</summary>
    public static IEnumerable<FileInfo> Projects =>
        Root.EnumerateDirectories().Where(IsOurs).SelectMany(d => d.EnumerateFiles("*.csproj"));

    public static IEnumerable<FileInfo> Files(params string[] extensions) => Under(Root).Where(f => extensions.Contains(f.Extension));

    public static XDocument Read(FileInfo project) => XDocument.Load(project.FullName);

    /// <summary>The assemblies that a built one references, read without loading it.</summary>
    public static IReadOnlyList<string> References(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }

    static IEnumerable<FileInfo> Under(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(IsOurs).SelectMany(Under));

    static bool IsOurs(DirectoryInfo folder) => folder.Name[0] != '.' && folder.LinkTarget is null && !NotOurs.Contains(folder.Name);

    static DirectoryInfo FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VideoWall.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run these tests inside the working tree: no VideoWall.sln above them.");
        }
        return folder;
    }
}
