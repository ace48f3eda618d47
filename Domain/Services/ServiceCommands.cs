using System.Collections.Immutable;
using VideoWall.Domain.Presence;

namespace VideoWall.Domain.Services;

/// <summary>Something asked of a service. Immutable; each comes to a <see cref="Decision{TState,TEvent}"/>.</summary>
public abstract record ServiceCommand
{
    /// <summary>Names this very command: one that comes again under its key, within a day, is not done again. Null for one that may.</summary>
    public string? Key { get; init; }
}

/// <summary>Creates the service; without StartsAt its doors open at once.</summary>
public sealed record Schedule(ServiceId Id, string Code, string Room, string WallKey, ServiceSettings Settings) : ServiceCommand;

/// <summary>Changes the settings that are not null. <paramref name="StartsAt"/> counts only with <paramref name="SetsStart"/>.</summary>
public sealed record ChangeSettings(
    string? Title = null, bool SetsStart = false, DateTimeOffset? StartsAt = null, int? DoorsMinutes = null, int? PageSize = null,
    int? RotationSeconds = null, int? Screens = null, AdmissionRule? Admission = null, WallAccess? WallAccess = null, int? EndAfterHours = null,
    int? MaxGuests = null) : ServiceCommand;

public sealed record OpenDoors : ServiceCommand;
public sealed record EndService : ServiceCommand;
public sealed record DeleteService : ServiceCommand;
public sealed record ResetWallKey(string WallKey) : ServiceCommand;

/// <param name="Churches">0 to 500 simulated churches; null ends the simulation.</param>
public sealed record SetSimulation(int? Churches) : ServiceCommand;

/// <summary>A church asks to take part (before it connects to LiveKit).</summary>
/// <param name="Church">Its registry id, or a new id that is used unless <paramref name="Device"/> is known here.</param>
/// <param name="Device">The page's own id; the same device is the same church.</param>
/// <param name="Trusted">Admitted without asking.</param>
/// <param name="TakeOver">The church was asked whether this device shall replace the one now connected.</param>
/// <param name="OnlyKnown">Only who is in already comes in again: too many others came from there a moment ago.</param>
public sealed record Arrive(
    ChurchId Church, string Name, string City, string? Device, bool Registered, bool Trusted, bool TakeOver, bool OnlyKnown = false) : ServiceCommand;

/// <summary>A church says goodbye.</summary>
/// <param name="Session">The session (<c>PA_…</c>) that says so; null for whichever it has. One that another has followed says nothing new.</param>
public sealed record Goodbye(ChurchId Church, string? Session) : ServiceCommand;

/// <summary>A webhook told of presence.</summary>
public sealed record Observe(PresenceSignal Signal) : ServiceCommand;

/// <summary>LiveKit's participant list, asked for at <paramref name="AsOf"/>.</summary>
public sealed record Reconcile(ImmutableArray<ListedParticipant> Participants, DateTimeOffset AsOf) : ServiceCommand;

/// <summary>Time passed: doors open, grace times end, seats move together.</summary>
public sealed record Tick : ServiceCommand;

/// <summary>The producer's actions, by their names in the HTTP contract.</summary>
public enum ServiceAction
{
    Admit, Deny, Hide, Show, Remove, Spotlight, Unspotlight, Pin, Hold, Resume, Next, Previous, Goto, Blank, Unblank, Compact, Rename, Mute, Lock, Unlock, Undo,
}

/// <summary>One action of a producer.</summary>
/// <param name="Church">The church it is about.</param>
/// <param name="Churches">The churches it is about, when several: all of them or none.</param>
/// <param name="Page">The page to go to, from 0.</param>
/// <param name="All">Admit everyone who waits.</param>
/// <param name="Name">The new name, and <paramref name="City"/>, of a rename.</param>
/// <param name="Muted">False to unmute; mutes otherwise.</param>
/// <param name="IfRevision">Do it only at this revision of the service: nothing has changed since whoever asks has looked.</param>
/// <param name="Past">The act to take back, by <see cref="PastAct.Id"/>; null for the last one.</param>
/// <param name="By">Who asks, to be remembered with what can be taken back.</param>
public sealed record Act(
    ServiceAction Action, ChurchId? Church = null, ImmutableArray<ChurchId>? Churches = null, int? Page = null,
    bool All = false, string? Name = null, string? City = null, bool Muted = true, long? IfRevision = null,
    long? Past = null, string? By = null) : ServiceCommand;
