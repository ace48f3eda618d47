using System.Runtime.InteropServices;
using VideoWall.WebFront.Walls;

namespace VideoWall.Silo.Cluster;

/// <summary>
/// Stops on SIGTERM, SIGINT and SIGQUIT, but not at once while other silos are at work: first readiness turns to 503 and
/// pages are sent away in small groups, then the doors close and the grains move.
/// </summary>
sealed class DrainingLifetime(IHostApplicationLifetime application, IHubDrain drain, ClusterHealth cluster) : IHostLifetime, IDisposable
{
    /// <summary>Longer than a balancer needs to notice that a silo is not ready.</summary>
    static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    readonly List<PosixSignalRegistration> signals = [];
    int stopping;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            signals.Add(PosixSignalRegistration.Create(signal, Stop));
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => signals.ForEach(s => s.Dispose());

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true; // the runtime would end the process
        if (Interlocked.Increment(ref stopping) == 1 && cluster.Active > 1)
        {
            _ = Drain();
        }
        else
        {
            application.StopApplication(); // alone, or asked twice
        }
    }

    async Task Drain()
    {
        try
        {
            await drain.Drain(Farewell, application.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            // Asked twice: at once, then.
        }
        application.StopApplication();
    }
}
