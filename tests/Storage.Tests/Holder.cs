using System.Diagnostics;
using VideoWall.Storage.Private;

namespace VideoWall.Storage.Tests;

/// <summary>
/// A second program with a private Postgres, for tests that kill a program: this assembly started as
/// <c>hold FOLDER [no-setpriv]</c>. It says "ready" or what was wrong, then waits for the end of its input.
/// </summary>
public sealed class Holder : IDisposable
{
    readonly Process process;

    Holder(Process process, string said) => (this.process, Said) = (process, said);

    public string Said { get; }

    public static async Task<int> Main(string[] args)
    {
        try
        {
            var data = DataFolder.Open(args[1]);
            var tools = Tools.OfThisMachine();
            await using var postgres = await RunningPostgres.Start(data, args.Contains("no-setpriv") ? tools with { Setpriv = null } : tools);
            Console.WriteLine("ready");
            await Console.In.ReadToEndAsync();
            return 0;
        }
        catch (SettingException fault)
        {
            Console.WriteLine(fault.Message);
            return 1;
        }
    }

    /// <param name="user">Runs as that user; null as ours.</param>
    public static async Task<Holder> Start(string folder, string? user = null, bool setpriv = true)
    {
        string[] change = user is null ? [] : ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "--"];
        string[] line = [.. change, "dotnet", typeof(Holder).Assembly.Location, "hold", folder, .. setpriv ? (string[])[] : ["no-setpriv"]];
        var process = Process.Start(new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        })!;
        return new Holder(process, await process.StandardOutput.ReadLineAsync() ?? "nothing");
    }

    public int Pid => process.Id;

    /// <summary>Ends it like a power button would: no handler runs.</summary>
    public void Kill()
    {
        Posix.Signal(process.Id, Posix.Kill);
        process.WaitForExit();
    }

    /// <summary>Ends it in good order, its Postgres first, so that its folder can go.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
