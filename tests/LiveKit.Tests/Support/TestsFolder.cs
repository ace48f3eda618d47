using System.Reflection;

namespace VideoWall.LiveKit.Tests.Support;

static class TestsFolder
{
    /// <summary>The folder <c>tests</c> of the checkout that was built.</summary>
    internal static string Path { get; } = typeof(TestsFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TestsFolder").Value!;
}
