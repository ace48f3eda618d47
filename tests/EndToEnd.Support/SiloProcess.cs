using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace VideoWall.EndToEnd.Support;

/// <summary>The real program in a process of its own, on a free port; without other settings with a private Postgres in a data folder.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    public const string AdminKey = "an-administrators-key-for-the-end-to-end-tests";

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    readonly Process process;
    readonly ConcurrentQueue<string> said = new();
    readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task output;
    readonly Task errors;

    SiloProcess(Process process, string dataFolder)
    {
        (this.process, DataFolder) = (process, dataFolder);
        output = Follow(process.StandardOutput);
        errors = Follow(process.StandardError);
    }

    public string DataFolder { get; }

    public Uri Address { get; private set; } = null!;

    /// <summary>File names of the assemblies and libraries that it has in memory (Linux only).</summary>
    public IReadOnlySet<string> Loaded => File.ReadLines($"/proc/{process.Id}/maps").Select(Path.GetFileName).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Folders and files that it has the operating system watch (Linux only).</summary>
    public int Watched => Directory.EnumerateFiles($"/proc/{process.Id}/fdinfo").Sum(Watches);

    /// <summary>Everything it wrote, for failures to show.</summary>
    public string Said => string.Join('\n', said);

    /// <summary>Starts it; whether it stays up is another matter.</summary>
    /// <param name="settings">Settings over the normal ones of these tests; a null value takes one away.</param>
    public static SiloProcess Launch(string dataFolder, params IEnumerable<(string Name, string? Value)> settings)
    {
        Places.NeedPostgres();
        var start = new ProcessStartInfo("dotnet", [Places.Silo])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var inherited in start.Environment.Keys.Where(k => k.StartsWith("LIVEKIT_", StringComparison.Ordinal) || k.StartsWith("ORLEANS_", StringComparison.Ordinal) || k.StartsWith("OTEL_", StringComparison.Ordinal) || k is "DATABASE_URL" or "MIGRATIONS_DATABASE_URL" or "HOST" or "ADMIN_PASSWORD" or "PUBLIC_BASE_URL").ToList())
        {
            start.Environment.Remove(inherited);
        }
        foreach (var (name, value) in ((string, string?)[])[
            ("DATA_DIR", dataFolder), ("PORT", "0"), ("ADMIN_API_KEY", AdminKey), ("LOG_LEVEL", "Warning"),
            ("LIVEKIT_API_KEY", Signer.Key), ("LIVEKIT_API_SECRET", Signer.Secret), .. settings])
        {
            start.Environment[name] = value;
        }
        start.Environment["DOTNET_TieredPGO"] = "0"; // a compiler that takes profiles pays after minutes; these live for seconds
        return new(Process.Start(start)!, dataFolder);
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<SiloProcess> Start(string dataFolder, params IEnumerable<(string Name, string? Value)> settings)
    {
        var silo = Launch(dataFolder, settings);
        await silo.Started();
        return silo;
    }

    /// <summary>Waits until it is ready; fails with what it said when it is not to be.</summary>
    public async Task Started()
    {
        var first = await Task.WhenAny(address.Task, process.WaitForExitAsync()).WaitAsync(Timeout, TimeProvider.System);
        Assert.True(first == address.Task, $"The silo did not start: {Said}");
        Address = await address.Task;
        await Ready();
    }

    public async Task Ready()
    {
        using var client = new Client(Address);
        await Eventually.Is("the silo is ready", async () => await client.Get("/readyz"), a => a.Status == 200);
    }

    public bool HasExited => process.HasExited;

    /// <summary>Sends the process a signal, such as TERM, STOP or CONT.</summary>
    public void Signal(string signal) => Signals.Send(signal, process.Id);

    /// <summary>The end of a start that fails.</summary>
    public async Task<(int Code, string Said)> Ended()
    {
        await process.WaitForExitAsync().WaitAsync(Timeout, TimeProvider.System);
        await Task.WhenAll(output, errors);
        return (process.ExitCode, Said);
    }

    /// <summary>Ends it as a power cut would: no handler runs.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>The process of its private Postgres.</summary>
    public int Postmaster => int.Parse(
        File.ReadLines(Path.Combine(DataFolder, "postgres", "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Signals its Postgres, with all the processes that serve its connections.</summary>
    public void SignalPostgres(string signal) => Signals.SendToPostgres(signal, Postmaster);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Signal("TERM");
            await process.WaitForExitAsync().WaitAsync(Timeout, TimeProvider.System);
        }
        process.Dispose();
    }

    static int Watches(string descriptor)
    {
        try
        {
            return File.ReadLines(descriptor).Count(line => line.StartsWith("inotify", StringComparison.Ordinal));
        }
        catch (FileNotFoundException)
        {
            return 0; // closed since it was listed
        }
    }

    async Task Follow(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            said.Enqueue(line);
            const string greeting = "VideoWall is at ";
            if (line.StartsWith(greeting, StringComparison.Ordinal))
            {
                address.TrySetResult(new(line[greeting.Length..]));
            }
        }
    }
}
