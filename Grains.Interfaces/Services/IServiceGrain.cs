using System.Collections.Immutable;
using VideoWall.Domain.Services;

namespace VideoWall.Grains.Interfaces;

/// <summary>
/// One service, addressed by its id. Calls may interleave at their awaits (state is immutable and only replaced when it
/// is durable); they never run side by side.
/// </summary>
/// <remarks>
/// Every method may throw <see cref="JournalUnavailableException"/>: nothing was acknowledged. Calls marked
/// <see cref="RepeatableAttribute"/> are made again by themselves while the grain moves (<see cref="GrainCallTimes"/>).
/// </remarks>
public interface IServiceGrain : IGrainWithStringKey
{
    /// <summary>Decides; answers when durable.</summary>
    /// <param name="by">Who asks, for the audit trail.</param>
    Task<CommandReply> Command(ServiceCommand command, string by);

    /// <summary>Takes a webhook's signal; answers when what came of it is durable. A repeat is recognised.</summary>
    [Repeatable]
    Task<CommandReply> Signal(Observe observe);

    /// <summary>As <see cref="Signal"/>, for several that came together; tells of each, in their order, whether what came of it is durable.</summary>
    [Repeatable]
    Task<ImmutableArray<bool>> Signals(ImmutableArray<Observe> observed);

    /// <summary>Lets a church take part, or says why not. The same church arrives once.</summary>
    [Repeatable]
    Task<JoinReply> Join(Arrive arrive);

    /// <summary>How this service stands to a church; null unless it is live.</summary>
    /// <param name="church">The church's id in the registry.</param>
    [Repeatable]
    Task<Expectation?> Expects(string church);

    /// <summary>The service's settings and counts; null when it does not exist.</summary>
    [Repeatable]
    Task<ServiceInfo?> Info();

    /// <summary>Everyone who ever asked to take part, seated or not.</summary>
    [Repeatable]
    Task<Roster?> Roster();

    /// <summary>What producers did and may take back; null when the service does not exist.</summary>
    [Repeatable]
    Task<PastActs?> Acts();

    /// <summary>
    /// Tells the observer of every change from now on, for <see cref="WatchLease.Duration"/>; call again at a third of it.
    /// </summary>
    /// <param name="revision">The revision the observer has; the reply carries the roster only when it is another one.</param>
    [Repeatable]
    Task<WatchReply?> Watch(IServiceObserver observer, long? revision);

    /// <summary>Ends a watch, and forgets what its walls reported.</summary>
    Task Unwatch(IServiceObserver observer);

    /// <summary>What the walls of one observer's silo report; kept in memory for as long as it watches, and told to all observers.</summary>
    Task ReportWalls(IServiceObserver observer, ImmutableArray<WallReport> walls);

    /// <summary>Does what time brings about; called when the service asked to be woken, or may have.</summary>
    [Repeatable]
    Task Wake();
}
