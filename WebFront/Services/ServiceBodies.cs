using System.Text.Json;
using System.Text.Json.Serialization;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Services;

/// <summary>What creates a service.</summary>
/// <param name="StartsAt">Announced start, with an offset; without it the service is live at once.</param>
/// <param name="DoorsMinutes">Minutes before the start at which churches may enter, 0 to 1440; 30 when left out.</param>
/// <param name="PageSize">Tiles on a page, 1 to 64; 20 when left out.</param>
/// <param name="RotationSeconds">Seconds a page is shown, 3 to 3600; 15 when left out.</param>
/// <param name="Screens">Screens of a wall, 1 to 16; 1 when left out.</param>
/// <param name="Admission"><c>open</c> or <c>approval</c>.</param>
/// <param name="WallAccess"><c>key</c> or <c>code</c>.</param>
/// <param name="Room">An existing LiveKit room; <c>svc-{id}</c> when left out.</param>
/// <param name="MaxGuests">How many may join by the code, 1 to 10,000; MAX_GUESTS when left out. Registered churches come in beside them.</param>
/// <param name="EndAfterHours">Hours without a church after which it ends by itself, 1 to 720; 0 for never, 12 when left out.</param>
public sealed record CreateService(
    string? Title = null, DateTimeOffset? StartsAt = null, int? DoorsMinutes = null, int? PageSize = null, int? RotationSeconds = null,
    int? Screens = null, string? Admission = null, string? WallAccess = null, string? Room = null, int? EndAfterHours = null, int? MaxGuests = null);

/// <summary>What changes a service; fields that are left out stay. <c>startsAt: null</c> takes the start away.</summary>
public sealed record PatchService(
    string? Title = null, int? DoorsMinutes = null, int? PageSize = null, int? RotationSeconds = null,
    int? Screens = null, string? Admission = null, string? WallAccess = null, int? EndAfterHours = null, int? MaxGuests = null)
{
    [JsonConverter(typeof(GivenConverter<DateTimeOffset?>))]
    public Given<DateTimeOffset?> StartsAt { get; init; }
}

/// <param name="OnWall">With a place on the pages of the walls, whichever page is on show.</param>
public sealed record ServiceCounts(int Present, int OnWall, int Waiting, int Pages);

/// <summary>A service as the API tells it.</summary>
/// <param name="OpensAt">When the doors open, or opened.</param>
/// <param name="WallUrl">Opens a wall; carries the wall key. For a viewer without it, and null where that opens nothing.</param>
/// <param name="Media"><c>livekit</c>, <c>simulated</c> or <c>none</c>.</param>
/// <param name="Simulation">Simulated churches asked for; null without a simulation.</param>
/// <param name="Locked">The doors are locked: guests who are not in stay out.</param>
public sealed record ServiceBody(
    string Id, string Code, string Room, string Title, string State, DateTimeOffset? StartsAt, DateTimeOffset? OpensAt, DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt, int DoorsMinutes, int PageSize, int RotationSeconds, int Screens, string Admission, string WallAccess,
    string JoinUrl, string? WallUrl, string Media, int? Simulation, long Revision, ServiceCounts Counts, int EndAfterHours,
    int MaxGuests = ServiceSettings.UsualMaxGuests, bool Locked = false)
{
    /// <param name="opensWalls">Whoever reads this may open walls, and so have their key.</param>
    public static ServiceBody Of(ServiceInfo s, string media, Uri baseUrl, bool opensWalls) => new(
        s.Id.Value, s.Code, s.Room, s.Settings.Title, RosterJson.Name(s.Phase), s.Settings.StartsAt, s.Settings.OpensAt, s.CreatedAt, s.EndedAt,
        s.Settings.DoorsMinutes, s.Settings.PageSize, s.Settings.RotationSeconds, s.Settings.Screens,
        s.Settings.Admission == AdmissionRule.Open ? "open" : "approval", s.Settings.WallAccess == Domain.Services.WallAccess.Key ? "key" : "code",
        new Uri(baseUrl, $"join/{s.Code}").ToString(),
        opensWalls ? new Uri(baseUrl, $"wall/{s.Code}?key={s.WallKey}").ToString()
            : s.Settings.WallAccess == Domain.Services.WallAccess.Code ? new Uri(baseUrl, $"wall/{s.Code}").ToString() : null,
        media, s.Simulation, s.Revision, new(s.Present, s.OnWall, s.Waiting, s.Pages), s.Settings.EndAfterHours, s.Settings.MaxGuests, s.Locked);
}

public sealed record ServiceList(IReadOnlyList<ServiceBody> Items, string? Next, long Total);

/// <summary>What an action is about; which fields count depends on the action.</summary>
/// <param name="ChurchIds">The churches it is about, when several: all of them or none, in one step.</param>
/// <param name="Act">The act to undo, by the revision that it was answered; the last one when left out.</param>
/// <param name="IfRevision">Do it only at this revision of the service, else 409 <c>revision_changed</c>; whenever, when left out.</param>
public sealed record ActionRequest(
    string? ChurchId = null, IReadOnlyList<string>? ChurchIds = null, int? Page = null, bool All = false, bool Trust = false,
    string? Name = null, string? City = null, bool Muted = true, long? IfRevision = null, long? Act = null);

/// <param name="Revision">The service's revision after it.</param>
/// <param name="Changed">What changed: ids of churches, and names of the snapshot's fields such as <c>clock</c>; left out where only the revision is known any more.</param>
public sealed record ActionReply(long Revision, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Changed = null);

/// <param name="Acts">The last one first.</param>
public sealed record ActList(long Revision, IReadOnlyList<ActBody> Acts);

/// <summary>An act that can be taken back.</summary>
/// <param name="Id">The service's revision after it.</param>
/// <param name="By">Who did it.</param>
/// <param name="Mine">Whoever asks did it.</param>
/// <param name="ChurchIds">The churches that it changed; none for an act on the spotlight or the walls alone.</param>
public sealed record ActBody(long Id, DateTimeOffset At, string Action, string? By, bool Mine, IReadOnlyList<string> ChurchIds);

public sealed record RosterBody(long Revision, IReadOnlyList<RosterChurch> Churches);

/// <param name="Seat">From 0; null without a seat on the wall.</param>
/// <param name="State"><c>live</c>, <c>joining</c>, <c>reconnecting</c>, <c>away</c>, <c>hidden</c>, <c>waiting</c>, <c>denied</c> or <c>removed</c>.</param>
/// <param name="OnAir">On what the walls show right now.</param>
/// <param name="Muted">The picture is stopped, by the church or by a producer.</param>
/// <param name="MutedByProducer">A producer stopped it.</param>
/// <param name="Since">Since when it is there, or away.</param>
/// <param name="Wish">Another name that it asks for: admit says yes, deny says no.</param>
public sealed record RosterChurch(
    string ChurchId, string Identity, string Name, string City, int? Seat, int? Page, string State, bool OnAir, bool Muted, bool MutedByProducer,
    bool Registered, string? ParticipantSid, string? TrackSid, DateTimeOffset Since,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] NameWish? Wish = null);

/// <param name="Seconds">In the room, waiting included; 0 of a church that never came.</param>
/// <param name="Intervals">Empty for a church that never came.</param>
public sealed record AttendanceBody(
    string ChurchId, string Name, string City, double Seconds, double OnWallSeconds, IReadOnlyList<AttendanceInterval> Intervals);

/// <param name="To">Null while the church is still there.</param>
public sealed record AttendanceInterval(DateTimeOffset From, DateTimeOffset? To, double Seconds, double OnWallSeconds);

public sealed record SimulationRequest(int Churches = 0);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CreateService))]
[JsonSerializable(typeof(PatchService))]
[JsonSerializable(typeof(ServiceBody))]
[JsonSerializable(typeof(ServiceList))]
[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(ActionReply))]
[JsonSerializable(typeof(ActList))]
[JsonSerializable(typeof(RosterBody))]
[JsonSerializable(typeof(IReadOnlyList<AttendanceBody>))]
[JsonSerializable(typeof(SimulationRequest))]
[JsonSerializable(typeof(SignedOut))]
sealed partial class ServiceJson : JsonSerializerContext;
