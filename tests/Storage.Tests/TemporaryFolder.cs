namespace VideoWall.Storage.Tests;

/// <summary>A folder of a test's own, deleted with everything in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("videowall-test-").FullName;
    public void Dispose() => Directory.Delete(Path, recursive: true);
    public string File(string name) => System.IO.Path.Combine(Path, name);
}
