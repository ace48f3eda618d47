using System.Diagnostics;
using System.Reflection;

namespace VideoWall.WebFront.Tests.OpenApi;

/// <summary>Independent validators of OpenAPI documents, and generators of clients, in Node: see <c>tests/openapi-judge</c>.</summary>
static class OpenApiJudge
{
    static readonly string Folder = Path.Combine(
        typeof(OpenApiJudge).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "TestsFolder").Value!, "openapi-judge");

    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    public static Task Accepts(string document) => Judge(document, "judge.mjs");

    public static Task Generates(string document) => Judge(document, "generators.mjs");

    static async Task Judge(string document, string judge)
    {
        if (File.GetLastWriteTimeUtc(Path.Combine(Folder, "node_modules", ".package-lock.json")) < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
        {
            await Run("npm", "", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        }
        await Run("node", document, judge);
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
