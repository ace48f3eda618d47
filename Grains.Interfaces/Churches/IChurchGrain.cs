using VideoWall.Domain.Churches;

namespace VideoWall.Grains.Interfaces;

/// <summary>One church of the registry, addressed by its id.</summary>
/// <remarks>Every method may throw <see cref="JournalUnavailableException"/>: nothing was acknowledged.</remarks>
public interface IChurchGrain : IGrainWithStringKey
{
    /// <summary>Decides; answers when durable.</summary>
    /// <param name="by">Who asks, for the audit trail.</param>
    Task<CommandReply> Command(RegistryCommand command, string by);

    /// <summary>The church; null when it does not exist or was deleted.</summary>
    [Repeatable]
    Task<ChurchState?> Read();
}
