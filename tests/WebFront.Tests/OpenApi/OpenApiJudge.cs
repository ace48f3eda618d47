using System.Diagnostics;
using System.Reflection;

namespace VideoWall.WebFront.Tests.OpenApi;

/// <summary>Independent validators of OpenAPI documents, in Node: see <c>tests/openapi-judge</c>.</summary>
static class OpenApiJudge
{
    static readonly string Folder = Path.Combine(
        typeof(OpenApiJudge).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TestsFolder").Value!, "openapi-judge");

    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    public static async Task Accepts(string document)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            await Run("npm", "", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        }
        await Run("node", document, "judge.mjs");
    }

    static async Task Run(string program, string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var deadline = new CancellationTokenSource(Timeout);
        await process.StandardInput.WriteAsync(input.AsMemory(), deadline.Token);
        process.StandardInput.Close();
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        await process.WaitForExitAsync(deadline.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {string.Concat(said)}");
    }
}
