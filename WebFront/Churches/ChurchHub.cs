using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using VideoWall.Domain;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Churches;

/// <summary>What the server calls on church pages.</summary>
public interface IChurchClient
{
    Task changed(RawJson view);
}

/// <summary>A church's page learns here where it sits and when it is on the wall; it can tell nobody anything.</summary>
sealed partial class ChurchHub(
    Relays relays, IHubContext<ChurchHub, IChurchClient> hub, HubGuard guard, WallMetrics metrics, TimeProvider time, ILogger<ChurchHub> log) : Hub<IChurchClient>
{
    const string Kind = "church";

    static readonly TimeSpan WatchTimeout = TimeSpan.FromSeconds(15);

    ChurchConnection Connection => (ChurchConnection)Context.Items[typeof(ChurchConnection)]!;

    /// <summary>Starts the stream of what concerns this church; the answer is how it stands now.</summary>
    public async Task<RawJson> Watch()
    {
        var page = Connection.Page ?? await Begin(HubTokenHandler.PassOf(Context.User)!);
        return page.Now();
    }

    /// <summary>The server's time, for pages to set their clocks by.</summary>
    public RawJson Time() => ServerTime.Json(time);

    public override Task OnConnectedAsync()
    {
        Context.Items[typeof(ChurchConnection)] = new ChurchConnection();
        metrics.Connected(Kind);
        return guard.Connected(Context);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Connection.Close();
        metrics.Disconnected(Kind);
        guard.Disconnected(Context);
        return base.OnDisconnectedAsync(exception);
    }

    async Task<ChurchPage> Begin(HubPass pass)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Context.ConnectionAborted);
        timeout.CancelAfter(WatchTimeout);
        var holder = await relays.Of(pass.Service, timeout.Token) ?? throw new HubException($"There is no service {pass.Service}.");
        var (client, counts, caller, logger) = (hub.Clients.Client(Context.ConnectionId), metrics, Context, log);
        var page = new ChurchPage(holder, new ChurchId(pass.Subject), time, Send, Failed);
        if (!Connection.Add(page))
        {
            page.Close();
            throw new HubException("The connection is gone."); // while the watch was asked for; nobody hears this
        }
        return page;

        ValueTask Send(RawJson view)
        {
            counts.DeltaSent(Kind);
            return new(client.changed(view));
        }

        void Failed(Exception fault)
        {
            if (!caller.ConnectionAborted.IsCancellationRequested)
            {
                NotSent(logger, caller.ConnectionId, fault);
                caller.Abort();
            }
        }
    }

    [LoggerMessage(2003, LogLevel.Warning, "A message could not be sent to church page {Connection}; its connection is ended")]
    static partial void NotSent(ILogger log, string connection, Exception fault);
}

/// <summary>A connection to the church hub, and its page once it watches. A page that comes when it has closed is not taken.</summary>
sealed class ChurchConnection
{
    readonly Lock gate = new();
    bool isClosed;

    public ChurchPage? Page { get; private set; }

    /// <summary>False when the connection has closed meanwhile.</summary>
    public bool Add(ChurchPage page)
    {
        lock (gate)
        {
            if (isClosed || Page is not null)
            {
                return false;
            }
            Page = page;
            return true;
        }
    }

    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
        }
        Page?.Close();
    }
}
