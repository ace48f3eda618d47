using System.Collections.Immutable;
using VideoWall.Domain.Presence;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Services;

/// <summary>A service as the fold of its events. Immutable: whoever holds one may hand it on.</summary>
public sealed record ServiceState
{
    /// <summary>How long a church that left keeps its seat.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(3);

    /// <summary>How long a church that said goodbye keeps its seat: a page that is loaded anew says goodbye too.</summary>
    public static readonly TimeSpan GoodbyeGrace = TimeSpan.FromSeconds(5);

    /// <summary>How long a service without a start that no church ever came to may wait for its first one.</summary>
    public static readonly TimeSpan Unused = TimeSpan.FromDays(7);

    ChurchIndex? index;

    /// <summary>Before its first event a service is nothing.</summary>
    public static readonly ServiceState None = new();

    /// <summary>Events folded so far; 0 for a service that does not exist.</summary>
    public long Revision { get; init; }

    public ServiceId Id { get; init; } = new("");
    public string Code { get; init; } = "";
    public string Room { get; init; } = "";
    public string WallKey { get; init; } = "";
    public ServiceSettings Settings { get; init; } = ServiceSettings.Default("");
    public ServicePhase Phase { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Simulated churches asked for; null without a simulation.</summary>
    public int? Simulation { get; init; }

    public PageClock Clock { get; init; } = new(default, 15, null);
    public bool Blank { get; init; }

    /// <summary>The doors are locked: guests who are not in stay out.</summary>
    public bool Locked { get; init; }
    public ImmutableArray<ChurchId> Spotlight { get; init; } = [];

    /// <summary>When seats move together; null when nobody asked.</summary>
    public DateTimeOffset? CompactAt { get; init; }

    public SeatMap Seats { get; init; } = SeatMap.Empty;
    public ImmutableDictionary<ChurchId, Attendee> Churches { get; init => (field, index) = (value, null); } = ImmutableDictionary<ChurchId, Attendee>.Empty;

    /// <summary>Made when first asked for, and from then on kept up by whoever changes <see cref="Churches"/>.</summary>
    internal ChurchIndex Index { get => index ??= ChurchIndex.Of(Churches.Values); init => index = value; }
    public RoomLedger RoomLedger { get; init; } = RoomLedger.Empty;

    /// <summary>Sids of the last sessions of nobody we know, newest last.</summary>
    public ImmutableArray<string> Strangers { get; init; } = [];

    /// <summary>What producers did and may take back, newest last.</summary>
    public ImmutableArray<PastAct> Acts { get; init; } = [];

    public bool Exists => Revision > 0 && Phase != ServicePhase.Deleted;

    public int Pages => Paging.Pages(Seats.Top, Settings.PageSize);

    public int Turns => Paging.Turns(Pages, Settings.Screens);

    /// <summary>When the service ends by itself unless a church comes; null while one is there, and when it never does.</summary>
    public DateTimeOffset? ForgottenAt
    {
        get
        {
            if (Phase != ServicePhase.Live || Settings.EndAfterHours == 0 || Simulation is not null || Churches.Values.Any(c => c.IsPresent))
            {
                return null;
            }
            var (last, wait) = (Settings.StartsAt > CreatedAt ? Settings.StartsAt.Value : CreatedAt, TimeSpan.FromHours(Settings.EndAfterHours));
            if (Churches.IsEmpty)
            {
                return last + (Settings.StartsAt is null && wait < Unused ? Unused : wait);
            }
            var left = Churches.Values.Max(c => c.Since);
            return (left > last ? left : last) + wait;
        }
    }

    /// <summary>The church with a LiveKit identity: our own identities carry the id, a guest's identity is its id.</summary>
    public Attendee? ByIdentity(string identity) =>
        identity.StartsWith(Identities.Church, StringComparison.Ordinal)
            && Churches.GetValueOrDefault(new(identity[Identities.Church.Length..])) is { } own
            && own.Identity == identity
            ? own
            : Churches.GetValueOrDefault(new(identity));

    /// <summary>True when the walls show the church's page now, or its picture large.</summary>
    public bool IsOnAir(Attendee church, DateTimeOffset now) =>
        Phase == ServicePhase.Live && !Blank && church.IsOnWall && church.IsPresent
        && (Spotlight.Contains(church.Id)
            || Paging.TurnOf(Paging.PageOf(church.Seat!.Value, Settings.PageSize), Settings.Screens) == Clock.TurnAt(now, Turns));
}
