using VideoWall.Domain.Presence;

namespace VideoWall.Domain.Services;

/// <summary>Whether a church may be on the wall.</summary>
public enum Standing
{
    Admitted,
    Waiting,

    /// <summary>Turned away at the door.</summary>
    Denied,

    /// <summary>Taken out of the running service; old tokens do not bring it back.</summary>
    Removed,
}

/// <summary>Another name and city that an admitted church asks for; nobody sees them on a wall before a producer has said yes.</summary>
public sealed record NameWish(string Name, string City);

/// <summary>A church in one service.</summary>
/// <param name="Identity">Its LiveKit identity; one for all its devices, so that the newest device wins.</param>
/// <param name="Device">The device that joined last, by the id that its page keeps; null for guests of an integrator.</param>
/// <param name="Registered">True for a church of the registry, which joined by its personal link.</param>
/// <param name="Seat">Its seat; a negative place without one; null while it takes part in nothing.</param>
/// <param name="LastSeat">The seat it had, to which it returns when nobody took it.</param>
/// <param name="Since">When it came, or when it left.</param>
/// <param name="Muted">A producer muted its picture.</param>
/// <param name="Renamed">A producer chose its name; what its page sends no longer changes it.</param>
/// <param name="KeptUntil">It said goodbye: it is shown nowhere, and its seat is its own until then; null unless it did.</param>
/// <param name="Wish">Under what name it came again when it had been admitted under another one; null when that is not so.</param>
/// <param name="Number">How many came before it, from 0: what the console knows it by while it is away.</param>
public sealed record Attendee(
    ChurchId Id,
    string Identity,
    string Name,
    string City,
    string? Device,
    bool Registered,
    Standing Standing,
    bool Hidden,
    bool Muted,
    int? Seat,
    int? LastSeat,
    DateTimeOffset Since,
    PresenceLedger Presence,
    bool Renamed = false,
    DateTimeOffset? KeptUntil = null,
    NameWish? Wish = null,
    int Number = 0)
{
    public bool IsPresent => Presence.Current is not null;

    /// <summary>Gone for good, or it never came. Whoever was turned away or taken out is not away but out.</summary>
    public bool IsAway => !IsPresent && (Seat is null || KeptUntil is not null) && Standing is Standing.Admitted or Standing.Waiting;

    public bool IsOnWall => Seat >= 0 && !Hidden && KeptUntil is null;

    /// <summary>When it loses its seat, should it stay away.</summary>
    public DateTimeOffset SeatEnds => KeptUntil ?? Since + ServiceState.Grace;
}
