using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;
using VideoWall.WebFront.Processes;
using VideoWall.WebFront.Walls;

namespace VideoWall.Silo.Cluster;

/// <summary>The silos of this cluster: from its membership table, and each for itself.</summary>
sealed partial class ClusterProcesses(
    IMembershipTable table, IClusterMembershipService membership, ISiloStatusOracle oracle, IGrainFactory grains, ISiloMetadataCache metadata,
    IHubDrain drain, TimeProvider time, ILogger<ClusterProcesses> log) : IProcesses
{
    /// <summary>Name of the version among what silos tell of themselves.</summary>
    public const string Version = "version";

    const double Mb = 1024 * 1024;

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    static readonly TimeSpan RecentlyGone = TimeSpan.FromHours(1);

    public async Task<IReadOnlyList<WallProcess>> List(CancellationToken cancellation = default)
    {
        var silos = await Members(cancellation);
        var told = await Task.WhenAll(silos.Select(s => s.Status == ProcessStatus.Active ? Ask(s, cancellation) : Task.FromResult(s.Process)));
        return [.. told.OrderBy(p => p.Status == ProcessStatus.Gone).ThenByDescending(p => p.Status == ProcessStatus.Gone ? p.LastSeenAt : null)
            .ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Address, StringComparer.Ordinal)];
    }

    /// <summary>Without the database: what this silo last heard of the others, which has no times.</summary>
    async Task<IReadOnlyList<Member>> Members(CancellationToken cancellation)
    {
        try
        {
            var rows = (await table.ReadAllAsync(cancellation).WaitAsync(Timeout, time, cancellation)).Members.Select(m => m.Item1);
            var since = time.GetUtcNow() - RecentlyGone;
            return [.. rows.Where(r => r.Status != SiloStatus.Dead || Utc(r.IAmAliveTime) >= since)
                .Select(r => Describe(r.SiloAddress, r.Status, r.HostName, Utc(r.StartTime), Utc(r.IAmAliveTime)))];
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            TableAway(log, fault.Message);
            return [.. membership.CurrentSnapshot.Members.Values.Where(m => m.Status != SiloStatus.Dead)
                .Select(m => Describe(m.SiloAddress, m.Status, m.Name, null, null))];
        }
    }

    Member Describe(SiloAddress silo, SiloStatus status, string name, DateTimeOffset? started, DateTimeOffset? seen)
    {
        var isSelf = silo.Equals(oracle.SiloAddress);
        var known = isSelf && drain.IsDraining ? ProcessStatus.Stopping : StatusOf(status); // pages leave before the cluster hears of it
        return new(silo, known, new(silo.ToParsableString(), name, silo.Endpoint.ToString(), known, isSelf, started, seen, null, null, null, null));
    }

    async Task<WallProcess> Ask(Member silo, CancellationToken cancellation)
    {
        var process = silo.Process with { Version = metadata.GetSiloMetadata(silo.Address).Metadata.GetValueOrDefault(Version) };
        try
        {
            var management = Management();
            var statistics = management.GetRuntimeStatistics([silo.Address], cancellation);
            var activations = management.GetSimpleGrainStatistics([silo.Address], cancellation);
            await Task.WhenAll(statistics, activations).WaitAsync(Timeout, time, cancellation);
            var machine = (await statistics)[0].EnvironmentStatistics;
            return process with
            {
                Grains = (await activations).Where(g => g.GrainType.StartsWith("VideoWall.", StringComparison.Ordinal)).Sum(g => g.ActivationCount),
                MemoryMb = Math.Round(machine.RawMemoryUsageBytes / Mb, 1),
                CpuPercent = Math.Round(machine.FilteredCpuUsagePercentage, 1),
            };
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            NoAnswer(log, silo.Address, fault.Message);
            return process;
        }
    }

    /// <summary>One on this silo: what another one held would be silent when that silo dies.</summary>
    IManagementGrain Management()
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, oracle.SiloAddress);
        return grains.GetGrain<IManagementGrain>(oracle.SiloAddress.Generation);
    }

    static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));

    static ProcessStatus StatusOf(SiloStatus status) => status switch
    {
        SiloStatus.Active => ProcessStatus.Active,
        SiloStatus.Created or SiloStatus.Joining => ProcessStatus.Joining,
        SiloStatus.ShuttingDown or SiloStatus.Stopping => ProcessStatus.Stopping,
        _ => ProcessStatus.Gone,
    };

    [LoggerMessage(5201, LogLevel.Debug, "The membership table was not read: {Reason}")]
    static partial void TableAway(ILogger log, string reason);

    [LoggerMessage(5202, LogLevel.Debug, "Silo {Silo} does not tell how it is: {Reason}")]
    static partial void NoAnswer(ILogger log, SiloAddress silo, string reason);

    sealed record Member(SiloAddress Address, ProcessStatus Status, WallProcess Process);
}
