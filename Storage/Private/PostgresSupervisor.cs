using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace VideoWall.Storage.Private;

/// <summary>
/// Keeps the private Postgres running: prepares it, starts it, starts it again when it dies, ends it with the program.
/// All of that on one thread of its own, since the kernel ends Postgres with the thread that started it.
/// </summary>
internal sealed partial class PostgresSupervisor : IAsyncDisposable
{
    /// <summary>Milliseconds of the pauses before the first, second … restart of a server that does not stay up.</summary>
    static readonly int[] Pauses = [50, 200, 500, 1000, 2000, 5000];

    /// <summary>A server that lived this long has recovered; its next end is a new story.</summary>
    static readonly TimeSpan Stable = TimeSpan.FromSeconds(30);

    /// <summary>Ends in a row before the first start is given up; a leftover that is still stopping costs one or two.</summary>
    const int FirstTries = 5;

    readonly PostgresFolder folder;
    readonly PostgresBinaries binaries;
    readonly Tools tools;
    readonly TimeProvider time;
    readonly ILogger logger;
    readonly Thread thread;
    readonly ManualResetEventSlim stop = new();
    readonly TaskCompletionSource<(string Socket, string Password)> launched = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Lock gate = new();
    readonly ServerLog log;
    Process? server;
    volatile bool ready;

    public PostgresSupervisor(PostgresFolder folder, PostgresBinaries binaries, Tools tools, TimeProvider time, ILogger logger)
    {
        (this.folder, this.binaries, this.tools, this.time, this.logger) = (folder, binaries, tools, time, logger);
        log = new ServerLog(logger);
        thread = new Thread(Run) { IsBackground = true, Name = "private-postgres" };
        thread.Start();
    }

    /// <summary>Where it listens, once it was started for the first time; whether it answers yet is another matter.</summary>
    public Task<(string Socket, string Password)> Launched => launched.Task;

    /// <summary>Faults when the server did not stay up at the first start.</summary>
    public Task GaveUp => gaveUp.Task;

    /// <summary>The server's process; null between two lives.</summary>
    public int? Pid
    {
        get
        {
            lock (gate)
                return server?.Id;
        }
    }

    /// <summary>It answered: from now on its end is repaired for as long as it takes.</summary>
    public void Ready() => ready = true;

    /// <summary>Ends it in good order.</summary>
    public async ValueTask DisposeAsync()
    {
        stop.Set();
        // Fast shutdown rolls back what runs; immediate leaves the rest to recovery.
        // https://www.postgresql.org/docs/current/server-shutdown.html
        foreach (var (signal, seconds) in ((int, int)[])[(Posix.Interrupt, 20), (Posix.Quit, 5), (Posix.Kill, 5)])
        {
            lock (gate)
            {
                if (server is { HasExited: false })
                    Posix.Signal(server.Id, signal);
            }
            try
            {
                await ended.Task.WaitAsync(TimeSpan.FromSeconds(seconds), time);
                return;
            }
            catch (TimeoutException)
            {
                // The next signal is stronger.
            }
        }
    }

    void Run()
    {
        try
        {
            folder.Create();
            EndLeftover();
            folder.RenameOldData();
            var launcher = Launcher.Choose(binaries, folder.Path, folder.Data, tools);
            var data = new PostgresData(folder, binaries, launcher);
            var password = data.Prepare();
            var socket = folder.SocketFolder(launcher.Account);
            Serve(() => data.Server(socket), () => launched.TrySetResult((socket, password)));
            folder.RemoveShortSocketFolder();
        }
        catch (Exception fault)
        {
            launched.TrySetException(fault);
        }
        finally
        {
            ended.TrySetResult();
        }
    }

    void Serve(Func<ProcessStartInfo> command, Action started)
    {
        for (var ends = 0; !stop.IsSet;)
        {
            var birth = time.GetTimestamp();
            var code = TryLive(command(), started);
            if (stop.IsSet)
                return;
            ends = time.GetElapsedTime(birth) > Stable ? 1 : ends + 1;
            if (!ready && ends >= FirstTries)
            {
                gaveUp.TrySetException(new SettingException($"The private Postgres does not start (exit code {code}): {log.Tail}"));
                return;
            }
            LogEnded(logger, code);
            stop.Wait(Pauses[Math.Min(ends, Pauses.Length) - 1]);
            EndLeftover();
        }
    }

    int TryLive(ProcessStartInfo command, Action started)
    {
        try
        {
            return Live(command, started);
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            // No memory for another process, or the program is being replaced: that passes too.
            log.Add($"FATAL: {fault.Message}");
            started();
            return -1;
        }
    }

    /// <summary>One life of the server; its exit code.</summary>
    int Live(ProcessStartInfo command, Action started)
    {
        using var process = Process.Start(command)!;
        process.StandardInput.Close();
        // Not awaited: backends that outlive a killed server for a moment hold its streams open.
        log.Follow(process.StandardError);
        log.Follow(process.StandardOutput);
        lock (gate)
            server = process;
        if (stop.IsSet)
            Posix.Signal(process.Id, Posix.Interrupt);
        started();
        process.WaitForExit();
        lock (gate)
            server = null;
        return process.ExitCode;
    }

    /// <summary>
    /// A server of an earlier run: still stopping, or an orphan where nothing ties it to its program. Holding the data
    /// folder, we know that it serves nobody.
    /// </summary>
    void EndLeftover()
    {
        if (folder.Postmaster() is not { } pid || !IsPostgres(pid))
            return;
        LogLeftover(logger, pid);
        foreach (var (signal, polls) in ((int, int)[])[(Posix.Interrupt, 2000), (Posix.Quit, 500), (Posix.Kill, 500)])
        {
            Posix.Signal(pid, signal);
            for (var poll = 0; poll < polls && !stop.IsSet; poll++)
            {
                if (!IsPostgres(pid))
                    return;
                stop.Wait(10);
            }
        }
    }

    /// <summary>After a restart of the machine the number may be anybody's.</summary>
    static bool IsPostgres(int pid)
    {
        if (!Posix.IsRunning(pid))
            return false;
        try
        {
            // "1234 (postgres) S …". With Z it has ended, and only waits for somebody to ask how.
            if (OperatingSystem.IsLinux())
                return File.ReadAllText($"/proc/{pid}/stat").Split(' ') is [_, "(postgres)", not "Z", ..];
            using var process = Process.GetProcessById(pid);
            return process.ProcessName == "postgres";
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The private Postgres ended (exit code {Code}) and is started again.")]
    static partial void LogEnded(ILogger logger, int code);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for the private Postgres of an earlier run (process {Pid}) to end.")]
    static partial void LogLeftover(ILogger logger, int pid);
}
