using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using VideoWall.Domain.Churches;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Grains.Churches;

/// <inheritdoc cref="IChurchGrain"/>
[GrainType("church")]
[Reentrant]
public sealed class ChurchGrain(
    IGrainContext context, IJournal journal, ISnapshots snapshots, [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider time)
    : IGrainBase, IChurchGrain
{
    static readonly StreamDefinition<ChurchState, RegistryCommand, RegistryEvent> Definition = new(
        ChurchState.None, ChurchDecider.Decide, ChurchDecider.Apply, s => s.Revision, (_, after) => Listing(after), Codecs.Church, 1, null);

    readonly EventSourced<ChurchState, RegistryCommand, RegistryEvent> core = new($"church/{context.GrainId.Key}", Definition, journal, snapshots, time);

    public IGrainContext GrainContext => context;

    public Task<CommandReply> Command(RegistryCommand command, string by) => core.Command(command, by, command.Key);

    public async Task<ChurchState?> Read()
    {
        await core.Load();
        return core.State.Exists ? core.State : null;
    }

    static ChurchListing Listing(ChurchState s) => new(
        s.Id.Value, s.Profile.Name, s.Profile.City, s.LinkKey, s.Revoked, s.Profile.Trusted, s.Deleted, s.Profile.ExternalId, s.CreatedAt);
}
