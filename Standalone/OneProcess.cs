using System.Diagnostics;
using VideoWall.Standalone.Mailboxes;
using VideoWall.WebFront.Processes;
using VideoWall.WebFront.Settings;

namespace VideoWall.Standalone;

/// <summary>This process, which is all of this wall.</summary>
public sealed class OneProcess(ActorSystem actors, WebFrontSettings settings, TimeProvider time) : IProcesses
{
    const double Mb = 1024 * 1024;

    /// <summary>Shorter times tell nothing: several pages may ask at once.</summary>
    static readonly TimeSpan ShortestSample = TimeSpan.FromSeconds(1);

    readonly DateTimeOffset startedAt = Start();
    readonly Lock gate = new();
    (long At, TimeSpan Used) sample = (time.GetTimestamp(), Environment.CpuUsage.TotalTime);
    double? cpu;

    public Task<IReadOnlyList<WallProcess>> List(CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<WallProcess>>(
    [
        new(
            "self", Environment.MachineName, null, ProcessStatus.Active, true, startedAt.ToUniversalTime(), time.GetUtcNow(), actors.Active,
            Math.Round((GC.GetTotalMemory(false) + GC.GetGCMemoryInfo().FragmentedBytes) / Mb, 1), Cpu(), settings.Version),
    ]);

    static DateTimeOffset Start()
    {
        using var process = Process.GetCurrentProcess();
        return process.StartTime;
    }

    /// <summary>From the last time that it was asked to this one; null the first time.</summary>
    double? Cpu()
    {
        lock (gate)
        {
            var elapsed = time.GetElapsedTime(sample.At);
            if (elapsed >= ShortestSample)
            {
                var used = Environment.CpuUsage.TotalTime;
                cpu = Math.Round((used - sample.Used) / elapsed / Environment.ProcessorCount * 100, 1);
                sample = (time.GetTimestamp(), used);
            }
            return cpu;
        }
    }
}
