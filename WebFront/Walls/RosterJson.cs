using System.Text.Json;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// Rosters and deltas in the words of the hub's contract (docs/protocol.md). A delta carries only what changed; a field
/// that went away is null.
/// </summary>
public static class RosterJson
{
    /// <summary>The answer to a page that has nothing yet.</summary>
    /// <param name="epoch">In which its revision counts; left out where it is not known.</param>
    /// <param name="members">What <see cref="Members"/> wrote of this roster.</param>
    public static RawJson Snapshot(RosterView roster, string? epoch, DateTimeOffset serverTime, RawJson members) => RawJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("serviceId", roster.Service.Value);
        json.WriteNumber("revision", roster.Revision);
        if (epoch is not null)
        {
            json.WriteString("epoch", epoch);
        }
        json.WriteString("serverTime", serverTime.UtcDateTime);
        json.WriteEndObject();
    }).With(members);

    /// <summary>What the snapshots of a roster have alike: its header and its seats.</summary>
    public static RawJson Members(RosterView roster) => RawJson.Write(json =>
    {
        json.WriteStartObject();
        Header(json, null, roster.Header);
        json.WriteStartArray("seats");
        foreach (var seat in roster.Seats.Values)
        {
            Seat(json, seat.Seat, null, seat);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The answer to a page that has an earlier revision: what it missed, as one delta, or none.</summary>
    public static RawJson Missed(ServiceId service, RosterDelta? delta, DateTimeOffset serverTime) => RawJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("serviceId", service.Value);
        json.WriteString("serverTime", serverTime.UtcDateTime);
        json.WriteStartArray("deltas");
        if (delta is not null)
        {
            Delta(json, delta, false, false);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <param name="named">Name the service: the connection watches several.</param>
    /// <param name="causes">Name the webhooks behind it: the watcher asked for them.</param>
    public static RawJson Delta(RosterDelta delta, bool named, bool causes) => RawJson.Write(json => Delta(json, delta, named, causes));

    public static void Clock(Utf8JsonWriter json, PageClock clock)
    {
        json.WriteStartObject("clock");
        json.WriteString("epoch", clock.Epoch.UtcDateTime);
        json.WriteNumber("intervalSeconds", clock.IntervalSeconds);
        if (clock.HeldTurn is { } held)
        {
            json.WriteNumber("heldTurn", held);
        }
        else
        {
            json.WriteNull("heldTurn");
        }
        json.WriteEndObject();
    }

    public static string Name(ServicePhase phase) => phase switch
    {
        ServicePhase.Scheduled => "scheduled",
        ServicePhase.Live => "live",
        _ => "ended",
    };

    public static string Name(SeatState state) => state switch
    {
        SeatState.Live => "live",
        SeatState.Joining => "joining",
        SeatState.Reconnecting => "reconnecting",
        SeatState.Hidden => "hidden",
        SeatState.Waiting => "waiting",
        SeatState.Denied => "denied",
        SeatState.Away => "away",
        _ => "removed",
    };

    static void Delta(Utf8JsonWriter json, RosterDelta delta, bool named, bool causes)
    {
        json.WriteStartObject();
        json.WriteNumber("from", delta.From);
        json.WriteNumber("to", delta.To);
        if (delta.Seats.Any(s => s.After is not null))
        {
            json.WriteStartArray("seats");
            foreach (var change in delta.Seats)
            {
                if (change.After is { } after)
                {
                    Seat(json, change.Seat, change.Before, after);
                }
            }
            json.WriteEndArray();
        }
        if (delta.Seats.Any(s => s.After is null))
        {
            json.WriteStartArray("removed");
            foreach (var change in delta.Seats)
            {
                if (change.After is null)
                {
                    json.WriteNumberValue(change.Seat);
                }
            }
            json.WriteEndArray();
        }
        Header(json, delta.HeaderBefore, delta.HeaderAfter);
        if (named)
        {
            json.WriteString("serviceId", delta.Service.Value);
        }
        if (causes)
        {
            json.WriteStartArray("causes");
            foreach (var cause in delta.Causes)
            {
                json.WriteStringValue(cause);
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    static void Header(Utf8JsonWriter json, RosterHeader? before, RosterHeader after)
    {
        if (before?.State != after.State)
        {
            json.WriteString("state", Name(after.State));
        }
        if (before?.Title != after.Title)
        {
            json.WriteString("title", after.Title);
        }
        if (before?.PageSize != after.PageSize)
        {
            json.WriteNumber("pageSize", after.PageSize);
        }
        if (before?.Screens != after.Screens)
        {
            json.WriteNumber("screens", after.Screens);
        }
        if (before?.Clock != after.Clock)
        {
            Clock(json, after.Clock);
        }
        if (before?.Pages != after.Pages)
        {
            json.WriteNumber("pages", after.Pages);
        }
        if (before?.Blank != after.Blank)
        {
            json.WriteBoolean("blank", after.Blank);
        }
        if (before?.StartsAt != after.StartsAt)
        {
            StartsAt(json, after.StartsAt);
        }
        if (before?.Locked != after.Locked)
        {
            json.WriteBoolean("locked", after.Locked);
        }
        if (before is null || !before.Spotlight.SequenceEqual(after.Spotlight))
        {
            json.WriteStartArray("spotlight");
            foreach (var church in after.Spotlight)
            {
                json.WriteStringValue(church.Value);
            }
            json.WriteEndArray();
        }
    }

    public static void StartsAt(Utf8JsonWriter json, DateTimeOffset? startsAt)
    {
        if (startsAt is { } at)
        {
            json.WriteString("startsAt", at.UtcDateTime);
        }
        else
        {
            json.WriteNull("startsAt");
        }
    }

    static void Wish(Utf8JsonWriter json, NameWish? wish)
    {
        if (wish is null)
        {
            json.WriteNull("wish");
            return;
        }
        json.WriteStartObject("wish");
        json.WriteString("name", wish.Name);
        json.WriteString("city", wish.City);
        json.WriteEndObject();
    }

    static void Seat(Utf8JsonWriter json, int seat, SeatView? before, SeatView after)
    {
        // Another church on the seat is a whole new seat, told as one.
        before = before?.Church == after.Church ? before : null;
        json.WriteStartObject();
        json.WriteNumber("seat", seat);
        Text("churchId", before?.Church.Value, after.Church.Value);
        Text("identity", before?.Identity, after.Identity);
        Text("name", before?.Name, after.Name);
        Text("city", before?.City, after.City);
        if (before?.State != after.State)
        {
            json.WriteString("state", Name(after.State));
        }
        Text("participantSid", before?.ParticipantSid, after.ParticipantSid);
        Text("trackSid", before?.TrackSid, after.TrackSid);
        if (before?.Muted != after.Muted)
        {
            json.WriteBoolean("muted", after.Muted);
        }
        if (before?.Wish != after.Wish)
        {
            Wish(json, after.Wish);
        }
        if ((before?.MutedByProducer ?? false) != after.MutedByProducer)
        {
            json.WriteBoolean("mutedByProducer", after.MutedByProducer); // left out of a whole seat: it is not
        }
        json.WriteEndObject();

        void Text(string name, string? old, string? now)
        {
            if (old == now && (before is not null || now is null))
            {
                return;
            }
            if (now is null)
            {
                json.WriteNull(name);
            }
            else
            {
                json.WriteString(name, now);
            }
        }
    }
}
