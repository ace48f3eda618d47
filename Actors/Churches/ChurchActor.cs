using VideoWall.Actors.Kernel;
using VideoWall.Actors.Ports;
using VideoWall.Domain.Churches;

namespace VideoWall.Actors.Churches;

/// <summary>One church of the registry, addressed by its id.</summary>
/// <remarks>Every method may throw <see cref="JournalUnavailableException"/>: nothing was acknowledged, try again.</remarks>
public interface IChurchActor
{
    Task<CommandReply> Command(RegistryCommand command, string by);

    /// <summary>The church; null when it does not exist or was deleted.</summary>
    Task<ChurchState?> Read();
}

/// <inheritdoc cref="IChurchActor"/>
public sealed class ChurchActor(string id, IJournal journal, ISnapshots snapshots, TimeProvider time) : IChurchActor
{
    static readonly Aggregate<ChurchState, RegistryCommand, RegistryEvent> Rules = new(
        ChurchState.None, ChurchDecider.Decide, ChurchDecider.Apply, s => s.Revision, (_, after) => Listing(after), Codecs.Church, 1, null);

    readonly EventSourced<ChurchState, RegistryCommand, RegistryEvent> core = new($"church/{id}", Rules, journal, snapshots, time);

    public bool IsIdle => !core.IsBusy;

    public Task<CommandReply> Command(RegistryCommand command, string by) => core.Send(command, by);

    public async Task<ChurchState?> Read()
    {
        await core.Load();
        return core.State.Exists ? core.State : null;
    }

    static ChurchListing Listing(ChurchState s) => new(
        s.Id.Value, s.Profile.Name, s.Profile.City, s.LinkKey, s.Revoked, s.Profile.Trusted, s.Deleted, s.Profile.ExternalId, s.CreatedAt);
}
