using System.Collections.Immutable;
using VideoWall.Actors.Kernel;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Actors.Services;

/// <summary>
/// One service, addressed by its id. Calls may interleave at their awaits (state is immutable and only replaced when it
/// is durable); they never run side by side.
/// </summary>
/// <remarks>Every method may throw <see cref="Ports.JournalUnavailableException"/>: nothing was acknowledged, try again.</remarks>
/// <typeparam name="TObserver">How a watching web node is addressed: as itself, or across a cluster.</typeparam>
public interface IServiceActor<in TObserver>
{
    /// <summary>Decides; answers when durable.</summary>
    /// <param name="by">Who asks, for the audit trail.</param>
    Task<CommandReply> Command(ServiceCommand command, string by);

    /// <summary>Takes a webhook's signal; answers when what came of it is durable.</summary>
    Task<CommandReply> Signal(Observe observe);

    /// <summary>Lets a church take part, or says why not.</summary>
    Task<JoinReply> Join(Arrive arrive);

    /// <summary>The service's settings and counts; null when it does not exist.</summary>
    Task<ServiceInfo?> Info();

    /// <summary>Everyone who ever asked to take part, seated or not.</summary>
    Task<Roster?> Roster();

    /// <summary>
    /// Tells the observer of every change from now on, for <see cref="ServiceActor.Lease"/>; call again at a third of it.
    /// </summary>
    /// <param name="revision">The revision the observer has; the reply carries the roster only when it is another one.</param>
    Task<WatchReply?> Watch(TObserver observer, long? revision);

    Task Unwatch(TObserver observer);

    /// <summary>What one web node's walls report; kept in memory only and told to all observers.</summary>
    Task ReportWalls(string node, ImmutableArray<WallReport> walls);

    /// <summary>Does what time brings about; the host calls it when the actor asked to be woken.</summary>
    Task Wake();
}

/// <inheritdoc/>
public interface IServiceActor : IServiceActor<IServiceObserver>;

/// <summary>A web node that watches a service. Methods only enqueue; they never wait for pages.</summary>
public interface IServiceObserver
{
    Task Changed(RosterDelta delta);

    Task WallsChanged(ImmutableArray<WallReport> walls);

    /// <summary>The actor leaves this memory, and forgets who watches; it is found elsewhere by watching again.</summary>
    Task Moved();
}

/// <param name="Church">The church as which the caller takes part; null with a refusal.</param>
public sealed record JoinReply(Refusal? Refusal, ServiceInfo? Service, JoinedChurch? Church);

public sealed record JoinedChurch(ChurchId Id, string Identity, string Name, string City, bool IsWaiting);

/// <param name="Present">Churches in the room, waiting ones included.</param>
/// <param name="OnWall">Seated and shown.</param>
public sealed record ServiceInfo(
    ServiceId Id, string Code, string Room, string WallKey, ServiceSettings Settings, ServicePhase Phase, DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt, int? Simulation, long Revision, int Present, int OnWall, int Waiting, int Pages)
{
    public static ServiceInfo Of(ServiceState s)
    {
        var (present, onWall, waiting) = (0, 0, 0);
        foreach (var church in s.Churches.Values)
        {
            present += church.IsPresent ? 1 : 0;
            onWall += church.IsOnWall && church.IsPresent ? 1 : 0;
            waiting += church is { Standing: Standing.Waiting, IsPresent: true } ? 1 : 0;
        }
        return new(s.Id, s.Code, s.Room, s.WallKey, s.Settings, s.Phase, s.CreatedAt, s.EndedAt, s.Simulation, s.Revision, present, onWall, waiting, s.Pages);
    }
}

/// <summary>The whole roster for the API.</summary>
public sealed record Roster(long Revision, ImmutableArray<RosterEntry> Churches);

/// <param name="Seat">From 0; null without a seat on the wall.</param>
/// <param name="State">As in the roster of pages; <see cref="SeatState.Reconnecting"/> also without a seat: away.</param>
public sealed record RosterEntry(
    ChurchId Church, string Identity, string Name, string City, int? Seat, int? Page, SeatState State, bool OnAir, bool Muted,
    bool Registered, string? ParticipantSid, string? TrackSid, DateTimeOffset Since);

/// <param name="Roster">Null when the observer has this revision already.</param>
public sealed record WatchReply(long Revision, RosterView? Roster, ImmutableArray<WallReport> Walls);

/// <summary>How one wall page does.</summary>
/// <param name="Page">The page it shows, from 0; null for the title card.</param>
/// <param name="Frames">Frames painted since its last report.</param>
public sealed record WallReport(
    string WallId, int Screen, DateTimeOffset Since, DateTimeOffset LastBeat, int? Page, int Tiles, int Frames, WallStatus Status);

public enum WallStatus
{
    Ok,

    /// <summary>Connected, but it reports no beat or paints no frames though pictures are flowing.</summary>
    Stalled,

    /// <summary>Its connection is gone.</summary>
    Gone,
}
