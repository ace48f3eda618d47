using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Churches;

/// <summary>One church page: told the whole of its small state whenever that changed.</summary>
sealed class ChurchPage
{
    readonly Relays.Holder holder;
    readonly Relay relay;
    readonly ChurchId church;
    readonly TimeProvider time;
    readonly LatestSender<RawJson> sender;
    (RosterHeader Header, SeatView? Seat)? sent;

    public ChurchPage(Relays.Holder holder, ChurchId church, TimeProvider time, Func<RawJson, ValueTask> send, Action<Exception> failed)
    {
        (this.holder, relay, this.church, this.time) = (holder, holder.Relay, church, time);
        sender = new(Latest, send, failed);
        relay.Attach(church, sender.Notify);
    }

    public void Close()
    {
        relay.Detach(church, sender.Notify);
        holder.Dispose();
    }

    public RawJson Now()
    {
        var (roster, seat) = relay.PlaceOf(church);
        sent = (roster.Header, seat);
        return Write(roster, seat);
    }

    RawJson? Latest()
    {
        var (roster, seat) = relay.PlaceOf(church);
        return sent == (roster.Header, seat) ? null : Now();
    }

    RawJson Write(RosterView roster, SeatView? seat) => RawJson.Write(json =>
    {
        var header = roster.Header;
        json.WriteStartObject();
        json.WriteString("serviceId", roster.Service.Value);
        json.WriteString("churchId", church.Value);
        json.WriteString("name", seat?.Name ?? "");
        json.WriteString("city", seat?.City ?? "");
        json.WriteString("title", header.Title);
        json.WriteString("serviceState", RosterJson.Name(header.State));
        json.WriteString("state", State(header, seat));
        json.WriteString("admission", seat?.State == SeatState.Waiting ? "waiting" : "admitted");
        json.WriteBoolean("live", seat?.TrackSid is not null);
        if (seat is { Seat: >= 0 })
        {
            json.WriteNumber("seat", seat.Seat);
            json.WriteNumber("page", Paging.PageOf(seat.Seat, header.PageSize));
        }
        else
        {
            json.WriteNull("seat");
            json.WriteNull("page");
        }
        // The page obeys this. What its own camera does is no order to itself: it would never be undone.
        json.WriteBoolean("muted", seat?.MutedByProducer ?? false);
        json.WriteBoolean("spotlight", header.Spotlight.Contains(church));
        json.WriteBoolean("blank", header.Blank);
        RosterJson.Clock(json, header.Clock);
        RosterJson.StartsAt(json, header.StartsAt);
        json.WriteNumber("pages", header.Pages);
        json.WriteNumber("screens", header.Screens);
        json.WriteNumber("pageSize", header.PageSize);
        json.WriteString("serverTime", time.GetUtcNow().UtcDateTime);
        json.WriteEndObject();
    });

    static string State(RosterHeader header, SeatView? seat) =>
        header.State is ServicePhase.Ended or ServicePhase.Deleted ? "ended" : seat?.State switch
        {
            null or SeatState.Away => "absent",
            SeatState.Waiting => "waiting",
            SeatState.Denied or SeatState.Removed => "removed",
            SeatState.Hidden => "hidden",
            _ => "seated",
        };
}
