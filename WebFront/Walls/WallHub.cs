using System.Collections.Immutable;
using Microsoft.AspNetCore.SignalR;
using VideoWall.Actors.Services;
using VideoWall.Domain;
using VideoWall.WebFront.Health;

namespace VideoWall.WebFront.Walls;

/// <summary>What the server calls on walls and consoles. Names are the wire's.</summary>
public interface IWallClient
{
    Task changed(RawJson delta);

    Task walls(RawJson reports);
}

/// <param name="ServiceId">May be left out by a wall: its token names its service.</param>
/// <param name="Revision">What the page has already.</param>
/// <param name="Causes">Name the webhooks behind each delta.</param>
public sealed record WatchRequest(string? ServiceId = null, long? Revision = null, int? Screen = null, bool Causes = false);

/// <param name="Page">From 0; null for the title card.</param>
/// <param name="Tiles">Pictures that should be moving.</param>
/// <param name="Frames">Frames painted since the last beat.</param>
public sealed record WallBeat(int? Screen, int? Page, int Tiles, int Frames, double? Fps = null);

/// <summary>
/// Walls (by hub token) and consoles (signed in, or by API key) watch rosters here. Clients can only watch and report on
/// themselves: nothing they call reaches another page.
/// </summary>
sealed class WallHub(Relays relays, IHubContext<WallHub, IWallClient> hub, WebNode node, WallMetrics metrics, TimeProvider time) : Hub<IWallClient>
{
    const int MostWatches = 64;

    /// <summary>The answer to Watch gets this head start over the first delta; a page that is overtaken asks again.</summary>
    static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(20);

    WallConnection Connection => (WallConnection)Context.Items[typeof(WallConnection)]!;

    public override Task OnConnectedAsync()
    {
        Context.Items[typeof(WallConnection)] = new WallConnection(HubTokenHandler.PassOf(Context.User));
        metrics.Connected(Connection.Kind);
        node.Connected(Context);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Connection.Close();
        metrics.Disconnected(Connection.Kind);
        node.Disconnected(Context);
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Starts, or goes on with, the stream of a service's changes.</summary>
    public async Task<RawJson> Watch(WatchRequest request)
    {
        var connection = Connection;
        var pass = connection.Pass;
        var id = request.ServiceId ?? pass?.Service.Value ?? throw new HubException("Name the serviceId to watch.");
        if (pass is not null && id != pass.Service.Value)
        {
            throw new HubException($"This token opens service {pass.Service} only.");
        }
        var service = new ServiceId(id);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Context.ConnectionAborted);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        if (!connection.Watches.TryGetValue(service, out var watch))
        {
            if (connection.Watches.Count >= MostWatches)
            {
                throw new HubException($"One connection watches at most {MostWatches} services.");
            }
            var relay = await relays.Of(service, patience.Token) ?? throw new HubException($"There is no service {id}.");
            watch = Begin(connection, relay, request);
        }
        watch.Page.Hold();
        var answer = watch.Relay.Attach(watch.Page, request.Revision);
        _ = Release(watch.Page);
        if (pass is null)
        {
            watch.Walls!.Poke();
        }
        return answer;
    }

    /// <summary>Ends the stream of a service.</summary>
    public Task Unwatch(WatchRequest request)
    {
        Connection.End(new(request.ServiceId ?? ""));
        return Task.CompletedTask;
    }

    /// <summary>The server's time, for pages to set their clocks by.</summary>
    public RawJson Time() => ServerTime.Json(time);

    /// <summary>A wall says, every five seconds, what it shows.</summary>
    public void Beat(WallBeat beat)
    {
        if (Connection is { Pass: { } pass } connection && connection.Watches.TryGetValue(pass.Service, out var watch))
        {
            watch.Relay.Walls.Beat(pass.Subject, beat.Page, beat.Tiles, beat.Frames);
        }
    }

    Watch Begin(WallConnection connection, Relay relay, WatchRequest request)
    {
        // The page stays, this hub does not: nothing of it is kept.
        var (client, direct, counts) = (hub.Clients.Client(Context.ConnectionId), WallConnections.Of(Context), metrics);
        var audience = connection.Pass is null ? PageAudience.Console : PageAudience.Wall;
        var page = new PageConnection(relay, audience, request.Causes, () => connection.Watches.Count > 1, delta =>
        {
            counts.DeltaSent(connection.Kind);
            return direct.WriteAsync(delta);
        });
        Watch watch;
        if (connection.Pass is { } pass)
        {
            relay.Walls.Connected(pass.Subject, pass.Screen);
            watch = new(relay, page, null, null);
        }
        else
        {
            ImmutableArray<WallReport>? sent = null;
            var sender = new LatestSender<RawJson>(
                () =>
                {
                    var all = relay.Walls.All;
                    if (sent == all)
                    {
                        return null;
                    }
                    sent = all;
                    return WallsJson.Write(relay.Id, all);
                },
                reports => new(client.walls(reports)));
            Action<ImmutableArray<WallReport>> heard = _ => sender.Poke();
            relay.Walls.Subscribe(heard);
            watch = new(relay, page, sender, heard);
        }
        connection.Watches[relay.Id] = watch;
        return watch;
    }

    async Task Release(PageConnection page)
    {
        await Task.Delay(HeadStart, time);
        page.Release();
    }
}

/// <summary>One watch of a connection.</summary>
sealed record Watch(Relay Relay, PageConnection Page, LatestSender<RawJson>? Walls, Action<ImmutableArray<WallReport>>? Heard);

/// <summary>A connection to the wall hub and what it watches.</summary>
sealed class WallConnection(HubPass? pass)
{
    public HubPass? Pass => pass;

    /// <summary>What the metrics call it.</summary>
    public string Kind => pass is null ? "console" : "wall";

    public Dictionary<ServiceId, Watch> Watches { get; } = [];

    public void Close()
    {
        foreach (var service in Watches.Keys.ToArray())
        {
            End(service);
        }
    }

    public void End(ServiceId service)
    {
        if (!Watches.Remove(service, out var watch))
        {
            return;
        }
        watch.Relay.Detach(watch.Page);
        if (watch.Heard is { } heard)
        {
            watch.Relay.Walls.Unsubscribe(heard);
        }
        else if (pass is not null)
        {
            watch.Relay.Walls.Gone(pass.Subject);
        }
    }
}
