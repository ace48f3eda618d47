using System.Collections.Immutable;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using VideoWall.Domain;
using VideoWall.Grains.Interfaces;
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
/// <param name="Epoch">Of the snapshot that the revision leads on from: after a restore a revision means something else.</param>
/// <param name="Causes">Name the webhooks behind each delta.</param>
public sealed record WatchRequest(string? ServiceId = null, long? Revision = null, int? Screen = null, bool Causes = false, string? Epoch = null);

/// <param name="Page">From 0; null for the title card.</param>
/// <param name="Tiles">Pictures that should be moving.</param>
/// <param name="Frames">Frames painted since the last beat.</param>
public sealed record WallBeat(int? Screen, int? Page, int Tiles, int Frames, double? Fps = null);

/// <summary>
/// Walls (by hub token) and consoles (signed in, or by API key) watch rosters here. Clients can only watch and report on
/// themselves: nothing they call reaches another page.
/// </summary>
sealed partial class WallHub(
    Relays relays, IHubContext<WallHub, IWallClient> hub, HubGuard guard, WallMetrics metrics, TimeProvider time, ILogger<WallHub> log) : Hub<IWallClient>
{
    const int MostWatches = 64;

    static readonly TimeSpan WatchTimeout = TimeSpan.FromSeconds(15);

    WallConnection Connection => (WallConnection)Context.Items[typeof(WallConnection)]!;

    public override Task OnConnectedAsync()
    {
        Context.Items[typeof(WallConnection)] = new WallConnection(HubTokenHandler.PassOf(Context.User));
        metrics.Connected(Connection.Kind);
        return guard.Connected(Context);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Connection.Close();
        metrics.Disconnected(Connection.Kind);
        guard.Disconnected(Context);
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Starts, or goes on with, the stream of a service's changes.</summary>
    /// <param name="request">Null as JSON has it: as if nothing in it were said.</param>
    public async Task<RawJson> Watch(WatchRequest? request)
    {
        request ??= new();
        var connection = Connection;
        var pass = connection.Pass;
        var id = request.ServiceId ?? pass?.Service.Value ?? throw new HubException("Name the serviceId to watch.");
        if (pass is not null && id != pass.Service.Value)
        {
            throw new HubException($"This token opens service {pass.Service} only.");
        }
        var service = new ServiceId(id);
        if (connection.Watch(service) is not { } watch)
        {
            watch = await Begin(connection, service, request);
        }
        watch.Page.Hold();
        var answer = watch.Relay.Attach(watch.Page, request.Revision, request.Epoch);
        watch.Walls?.Notify();
        return new(answer.Utf8) { Written = watch.Page.Release }; // deltas come after the answer that they lead on from
    }

    /// <summary>Ends the stream of a service.</summary>
    public Task Unwatch(WatchRequest? request)
    {
        Connection.End(new(request?.ServiceId ?? ""));
        return Task.CompletedTask;
    }

    /// <summary>The server's time, for pages to set their clocks by.</summary>
    public RawJson Time() => ServerTime.Json(time);

    /// <summary>A wall says, every five seconds, what it shows.</summary>
    public void Beat(WallBeat? beat)
    {
        if (beat is not null && Connection is { Pass: { } pass } connection && connection.Watch(pass.Service) is { } watch)
        {
            watch.Relay.Walls.Beat(pass.Subject, beat.Page, beat.Tiles, beat.Frames);
        }
    }

    async Task<Watch> Begin(WallConnection connection, ServiceId service, WatchRequest request)
    {
        if (connection.Count >= MostWatches)
        {
            throw new HubException($"One connection watches at most {MostWatches} services.");
        }
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Context.ConnectionAborted);
        timeout.CancelAfter(WatchTimeout);
        var holder = await relays.Of(service, timeout.Token) ?? throw new HubException($"There is no service {service}.");
        var watch = connection.Pass is { } pass ? WallWatch(connection, holder, pass, request) : ConsoleWatch(connection, holder, request);
        if (!connection.Add(service, watch))
        {
            watch.End();
            throw new HubException("The connection is gone."); // while the watch was asked for; nobody hears this
        }
        return watch;
    }

    Watch WallWatch(WallConnection connection, Relays.Holder holder, HubPass pass, WatchRequest request)
    {
        var walls = holder.Relay.Walls;
        walls.Connected(pass.Subject, pass.Screen);
        return new(holder, Page(connection, holder.Relay, PageAudience.Wall, request), null, () => walls.Gone(pass.Subject));
    }

    Watch ConsoleWatch(WallConnection connection, Relays.Holder holder, WatchRequest request)
    {
        var (relay, client) = (holder.Relay, hub.Clients.Client(Context.ConnectionId));
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
            reports => new(client.walls(reports)),
            Failed());
        Action<ImmutableArray<WallReport>> heard = _ => sender.Notify();
        relay.Walls.Subscribe(heard);
        return new(holder, Page(connection, relay, PageAudience.Console, request), sender, () => relay.Walls.Unsubscribe(heard));
    }

    PageConnection Page(WallConnection connection, Relay relay, PageAudience audience, WatchRequest request)
    {
        // The page stays, this hub does not: nothing of it is kept.
        var (direct, counts, caller) = (WallConnections.Of(Context), metrics, Context);
        return new(relay, audience, request.Causes, () => connection.Count > 1, delta =>
        {
            counts.DeltaSent(connection.Kind);
            return direct.WriteAsync(delta);
        }, Failed(), caller.Abort);
    }

    /// <summary>A page that cannot be told is sent away: it comes back and asks. Silence would be a picture that stands still.</summary>
    Action<Exception> Failed()
    {
        var (caller, logger) = (Context, log);
        return fault =>
        {
            if (!caller.ConnectionAborted.IsCancellationRequested)
            {
                NotSent(logger, caller.ConnectionId, fault);
                caller.Abort();
            }
        };
    }

    [LoggerMessage(2002, LogLevel.Warning, "A message could not be sent to page {Connection}; its connection is ended")]
    static partial void NotSent(ILogger log, string connection, Exception fault);
}
