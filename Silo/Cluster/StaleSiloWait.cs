using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace VideoWall.Silo.Cluster;

/// <summary>
/// Lets a silo begin to join only when those that were killed a moment ago count as gone. Orleans joins nobody while a
/// silo that the table calls active does not answer, and looks only once whether it has missed its signs of life: a
/// cluster of which all silos were killed would not start on other ports for as long as it tries.
/// </summary>
sealed partial class StaleSiloWait(IMembershipTable table, ILocalSiloDetails self, IOptions<ClusterMembershipOptions> options, TimeProvider time, ILogger<StaleSiloWait> log)
    : ILifecycleParticipant<ISiloLifecycle>
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Answer = TimeSpan.FromSeconds(1);

    /// <summary>Orleans counts from the last sign of life, and a little more than this has to have passed.</summary>
    TimeSpan Stale => (options.Value.IAmAliveTablePublishTimeout * options.Value.NumMissedTableIAmAliveLimit) + Look;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(StaleSiloWait), ServiceLifecycleStage.AfterRuntimeGrainServices - 1, Wait, _ => Task.CompletedTask);

    async Task Wait(CancellationToken stopping)
    {
        var until = time.GetUtcNow() + Stale; // clocks of other machines do not count
        for (var isSaid = false; await Silent(stopping) && time.GetUtcNow() < until; await Task.Delay(Look, time, stopping))
        {
            if (!isSaid)
            {
                isSaid = true;
                Waiting(log, Stale.TotalSeconds);
            }
        }
    }

    /// <summary>True while one that gave a sign of life lately does not answer.</summary>
    async Task<bool> Silent(CancellationToken stopping)
    {
        var known = await table.ReadAllAsync(stopping);
        var lately = (time.GetUtcNow() - Stale).UtcDateTime;
        var answers = await Task.WhenAll(known.Members.Select(m => m.Item1)
            .Where(m => m.Status == SiloStatus.Active && !m.SiloAddress.Equals(self.SiloAddress) && m.IAmAliveTime > lately)
            .Select(m => Answers(m.SiloAddress, stopping)));
        return answers.Contains(false);
    }

    static async Task<bool> Answers(SiloAddress silo, CancellationToken stopping)
    {
        using var socket = new Socket(silo.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Answer);
        try
        {
            await socket.ConnectAsync(silo.Endpoint, limit.Token);
            return true;
        }
        catch (Exception fault) when (fault is SocketException || (fault is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            return false;
        }
    }

    [LoggerMessage(5101, LogLevel.Information, "Silos that were at work a moment ago do not answer; joining once they count as gone, in {Seconds} s at most")]
    static partial void Waiting(ILogger log, double seconds);
}
