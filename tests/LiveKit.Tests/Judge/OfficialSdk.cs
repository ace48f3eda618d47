using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoWall.LiveKit.Tests.Support;

namespace VideoWall.LiveKit.Tests.Judge;

/// <summary>
/// The npm package <c>livekit-server-sdk</c>, run by Node in <c>tests/judge</c>. Installs itself from its lock file when
/// it is not there yet. Without Node the tests fail: a judge that may stay away judges nothing.
/// </summary>
public sealed class OfficialSdk : IAsyncLifetime
{
    static readonly string Folder = Path.Combine(TestsFolder.Path, "judge");
    static readonly string Npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    public async Task InitializeAsync()
    {
        // npm writes this file last: a folder without it is the rest of an install that was cut short.
        if (!File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
        {
            await Run(Npm, ["ci", "--no-audit", "--no-fund"], "", TimeSpan.FromMinutes(5));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Asks once for many cases; the answers come in their order.</summary>
    internal async Task<IReadOnlyList<Ruling>> Ask(string court, IEnumerable<object> cases)
    {
        var question = JsonSerializer.Serialize(new { court, cases });
        var answer = await Run("node", ["judge.mjs"], question, TimeSpan.FromMinutes(1));
        return [.. JsonNode.Parse(answer)!.AsArray().Select(a => new Ruling((bool)a!["ok"]!, a["value"]!))];
    }

    static async Task<string> Run(string program, string[] arguments, string input, TimeSpan timeout)
    {
        using var process = Start(program, arguments);
        using var limit = new CancellationTokenSource(timeout, TimeProvider.System);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} in tests/judge ended with {process.ExitCode}:\n{await errors}");
            return await output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {arguments[0]} in tests/judge did not end within {timeout}.");
        }
    }

    static Process Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"{program} does not start ({e.Message}): these tests need Node.js 20 or later with npm on the PATH.", e);
        }
    }
}

/// <param name="Value">What the SDK returned, or the words of its refusal.</param>
sealed record Ruling(bool Ok, JsonNode Value);
