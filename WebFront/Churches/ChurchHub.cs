using Microsoft.AspNetCore.SignalR;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Churches;

/// <summary>What the server calls on church pages.</summary>
public interface IChurchClient
{
    Task changed(RawJson view);
}

/// <summary>A church's page learns here where it sits and when it is on the wall; it can tell nobody anything.</summary>
sealed class ChurchHub(Relays relays, IHubContext<ChurchHub, IChurchClient> hub, WebNode node, WallMetrics metrics, TimeProvider time) : Hub<IChurchClient>
{
    const string Kind = "church";

    /// <summary>Starts the stream of what concerns this church; the answer is how it stands now.</summary>
    public async Task<RawJson> Watch()
    {
        var pass = HubTokenHandler.PassOf(Context.User)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Context.ConnectionAborted);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        var church = new ChurchId(pass.Subject);
        if (Context.Items[typeof(ChurchPage)] is not ChurchPage page)
        {
            var relay = await relays.Of(pass.Service, patience.Token) ?? throw new HubException($"There is no service {pass.Service}.");
            var client = hub.Clients.Client(Context.ConnectionId);
            page = new ChurchPage(relay, church, time, view =>
            {
                metrics.DeltaSent(Kind);
                return new(client.changed(view));
            });
            Context.Items[typeof(ChurchPage)] = page;
        }
        return page.Now();
    }

    /// <summary>The server's time, for pages to set their clocks by.</summary>
    public RawJson Time() => ServerTime.Json(time);

    public override Task OnConnectedAsync()
    {
        metrics.Connected(Kind);
        node.Connected(Context);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        metrics.Disconnected(Kind);
        node.Disconnected(Context);
        (Context.Items[typeof(ChurchPage)] as ChurchPage)?.Close();
        return base.OnDisconnectedAsync(exception);
    }
}

/// <summary>One church page: told the whole of its small state whenever that changed.</summary>
sealed class ChurchPage
{
    readonly Relay relay;
    readonly ChurchId church;
    readonly TimeProvider time;
    readonly LatestSender<RawJson> sender;
    (RosterHeader Header, SeatView? Seat)? sent;

    public ChurchPage(Relay relay, ChurchId church, TimeProvider time, Func<RawJson, ValueTask> send)
    {
        (this.relay, this.church, this.time) = (relay, church, time);
        sender = new(Latest, send);
        relay.Attach(church, sender.Poke);
    }

    public void Close() => relay.Detach(church, sender.Poke);

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
        json.WriteBoolean("muted", seat?.Muted ?? false);
        json.WriteBoolean("spotlight", header.Spotlight.Contains(church));
        json.WriteBoolean("blank", header.Blank);
        RosterJson.Clock(json, header.Clock);
        json.WriteNumber("pages", header.Pages);
        json.WriteNumber("screens", header.Screens);
        json.WriteNumber("pageSize", header.PageSize);
        json.WriteString("serverTime", time.GetUtcNow().UtcDateTime);
        json.WriteEndObject();
    });

    static string State(RosterHeader header, SeatView? seat) =>
        header.State is ServicePhase.Ended or ServicePhase.Deleted ? "ended" : seat?.State switch
        {
            null => "absent",
            SeatState.Waiting => "waiting",
            SeatState.Denied or SeatState.Removed => "removed",
            SeatState.Hidden => "hidden",
            _ => "seated",
        };
}
