using System.IO.Pipelines;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.Sockets;

/// <summary>
/// A SignalR connection on a WebSocket of its own, without negotiation, as our pages open them. SignalR's transport would
/// carry each message through a queue and a second thread; here the thread that tells a page writes to its socket.
/// </summary>
sealed class HubSocket : ConnectionContext, IDuplexPipe, IConnectionUserFeature, ITransferFormatFeature
{
    /// <summary>How long a page that closes, or is sent away, may take to say so: SignalR's own timeout.</summary>
    static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The same while the server stops, which waits for its connections.</summary>
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    /// <summary>A hub works off what it was sent where it was received; it is a few questions and reports.</summary>
    static readonly PipeOptions WhereReceived = new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false);

    readonly WebSocket socket;
    readonly Action abort;
    readonly CancellationToken stopping;
    readonly CancellationTokenSource timeout = new();
    readonly Pipe received = new(WhereReceived);

    /// <param name="compressed">Takes finished frames, where compression was agreed.</param>
    HubSocket(WebSocket socket, DirectStream? compressed, ConnectionContext connection, ClaimsPrincipal user, CancellationToken stopping)
    {
        (this.socket, abort, User, this.stopping) = (socket, connection.Abort, user, stopping);
        Output = new SocketOutput(socket, compressed, this);
        Features.Set<IConnectionUserFeature>(this);
        Features.Set<ITransferFormatFeature>(this);
        Features.Set(connection.Features.Get<IConnectionHeartbeatFeature>()); // pings and timeouts hang on it
    }

    public override string ConnectionId { get; set; } = RandomText.Secret(16);
    public override IFeatureCollection Features { get; } = new FeatureCollection();
    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();
    public override IDuplexPipe Transport { get => this; set => throw new NotSupportedException(); }
    public PipeReader Input => received.Reader;
    public PipeWriter Output { get; }
    public ClaimsPrincipal? User { get; set; }
    public TransferFormat SupportedFormats => TransferFormat.Text | TransferFormat.Binary;
    public TransferFormat ActiveFormat { get; set; } = TransferFormat.Text;

    /// <summary>True for what is served here; negotiated connections and other transports are SignalR's own.</summary>
    public static bool Serves(HttpContext http) =>
        http.WebSockets.IsWebSocketRequest && !http.Request.Query.ContainsKey("id") && ConnectionUpgrade.Of(http) is not null
        && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }; // over HTTP/2 there is nothing to upgrade

    /// <summary>Opens the request's WebSocket, and lets a hub have it once the request is done.</summary>
    public static async Task Serve(HttpContext http, ConnectionDelegate hub)
    {
        var (user, stopping) = (http.User, http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var agreed = await HubHandshake.Answer(http);
        ConnectionUpgrade.Of(http)!.To((connection, line) => Serve(connection, line, agreed, user, hub, stopping));
    }

    static async Task Serve(ConnectionContext connection, Socket line, WebSocketCreationOptions agreed, ClaimsPrincipal user, ConnectionDelegate hub, CancellationToken stopping)
    {
        using var stream = new DirectStream(connection.Transport, line);
        using var socket = WebSocket.CreateFromStream(stream, agreed);
        stream.Disposed = () =>
        {
            if (socket.State == WebSocketState.Aborted)
            {
                connection.Abort(); // or it would be read from for ever
            }
        };
        await new HubSocket(socket, agreed.DangerousDeflateOptions is null ? null : stream, connection, user, stopping).Run(hub);
    }

    public override void Abort() => abort();

    async Task Run(ConnectionDelegate hub)
    {
        using var ours = timeout;
        await using var end = timeout.Token.Register(abort);
        await using var stop = stopping.Register(() =>
        {
            Hurry();
            Input.CancelPendingRead(); // the hub says goodbye
        });
        var receiving = Receive();
        try
        {
            await hub(this);
        }
        finally
        {
            await Input.CompleteAsync();
            Hurry();
            await Close(timeout.Token);
            await receiving;
        }
    }

    /// <summary>From here on the connection ends, if need be by itself.</summary>
    void Hurry() => timeout.CancelAfter(stopping.IsCancellationRequested ? StopTimeout : CloseTimeout);

    /// <summary>Until the other side closes; what it still says while the hub says goodbye is not heard.</summary>
    async Task Receive()
    {
        try
        {
            // The read of nothing waits for something, so that an idle page holds no buffer.
            while ((await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None)).MessageType != WebSocketMessageType.Close
                && await socket.ReceiveAsync(received.Writer.GetMemory(), CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } got)
            {
                received.Writer.Advance(got.Count);
                await received.Writer.FlushAsync();
            }
            Hurry(); // a send that it does not read must not keep the hub for ever
        }
        catch (Exception fault) when (IsGone(fault))
        {
            abort();
        }
        await received.Writer.CompleteAsync();
    }

    async Task Close(CancellationToken cancellation)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
            }
        }
        catch (Exception fault) when (IsGone(fault))
        {
            abort();
        }
    }

    static bool IsGone(Exception fault) =>
        fault is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException;
}
