using Orleans.Concurrency;
using VideoWall.Actors.Churches;
using VideoWall.Actors.Kernel;
using VideoWall.Domain.Churches;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains;

/// <summary>A church's actor with an address in the cluster; no rule of its own.</summary>
[GrainType("church")]
[Reentrant]
public sealed class ChurchGrain(IGrainContext context, GrainPorts ports) : IGrainBase, IChurchGrain
{
    readonly ChurchActor actor = new(context.GrainId.Key.ToString()!, ports.Journal, ports.Snapshots, ports.Time);

    public IGrainContext GrainContext => context;

    /// <inheritdoc cref="ChurchActor.IsIdle"/>
    public bool IsIdle => actor.IsIdle;

    public Task<CommandReply> Command(RegistryCommand command, string by) => Faults.Told(actor.Command(command, by));

    public Task<ChurchState?> Read() => Faults.Told(actor.Read());
}
