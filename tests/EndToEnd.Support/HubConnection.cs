using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace VideoWall.EndToEnd.Support;

/// <summary>
/// SignalR's JSON protocol by hand over one WebSocket: what a page's library does, with nothing hidden.
/// </summary>
/// <remarks>https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md</remarks>
public class HubConnection : IAsyncDisposable
{
    const byte RecordSeparator = 0x1e;
    const int SmallBuffer = 4096;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ClientWebSocket socket = new();
    readonly Dictionary<string, TaskCompletionSource<JsonElement>> calls = [];
    readonly SemaphoreSlim sending = new(1);
    readonly StringBuilder raw = new();
    TaskCompletionSource reading = Done();
    CountedStream? wire;
    Task? loop;
    int count;

    protected Lock Gate { get; } = new();

    /// <summary>Everything that ever came.</summary>
    public string Raw
    {
        get
        {
            lock (Gate)
            {
                return raw.ToString();
            }
        }
    }

    /// <summary>All that came over the line, in bytes.</summary>
    public long Received => wire?.Received ?? 0;

    /// <summary>Ends with the connection.</summary>
    public Task Closed => loop ?? Task.CompletedTask;

    public bool IsOpen => socket.State == WebSocketState.Open && loop is { IsCompleted: false };

    /// <summary>The status with which the server answers a connection with this token; 101 when it takes it.</summary>
    public static async Task<int> StatusOf(Uri hall, string hub, string? token)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(Address(hall, hub, token), CancellationToken.None);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != default)
        {
            // The status says it.
        }
        return (int)socket.HttpStatusCode;
    }

    /// <param name="small">Holds little of what it does not read.</param>
    /// <param name="compressed">Offers to compress, as browsers do.</param>
    protected async Task Connect(Uri hall, string hub, string token, bool small = false, bool compressed = true)
    {
        socket.Options.DangerousDeflateOptions = compressed ? new() : null;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp);
                if (small)
                {
                    tcp.ReceiveBufferSize = SmallBuffer;
                }
                await tcp.ConnectAsync(context.DnsEndPoint, cancellation);
                return wire = new CountedStream(tcp);
            },
        };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        await socket.ConnectAsync(Address(hall, hub, token), invoker, CancellationToken.None);
        await Send("""{"protocol":"json","version":1}""");
        loop = Task.Run(Read);
    }

    /// <summary>Calls a method of the hub; a refusal is an <see cref="InvalidOperationException"/> with the server's words.</summary>
    public async Task<JsonElement> Call(string method, params object[] arguments) => await Begin(method, arguments).WaitAsync(Patience, TimeProvider.System);

    /// <summary>Sends the call and returns its answer to come.</summary>
    protected Task<JsonElement> Begin(string method, params object[] arguments)
    {
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        string id;
        lock (Gate)
        {
            id = (++count).ToString(CultureInfo.InvariantCulture);
            calls[id] = answer;
        }
        Begun(id, method);
        _ = Send(answer, JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }, JsonSerializerOptions.Web));
        return answer.Task;
    }

    async Task Send(TaskCompletionSource<JsonElement> answer, string json)
    {
        try
        {
            await Send(json);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            answer.TrySetException(new IOException("The connection ended before the call.", fault));
        }
    }

    /// <summary>Stops taking anything from the socket, as a page on a machine that has stalled.</summary>
    public void Pause() => reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn() => reading.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        GoOn();
        socket.Abort();
        if (loop is not null)
        {
            await loop;
        }
        socket.Dispose();
        sending.Dispose();
        GC.SuppressFinalize(this);
    }

    protected virtual void Begun(string id, string method)
    {
    }

    /// <summary>The server calls; <paramref name="bytes"/> is the size of the whole message.</summary>
    protected virtual void Called(string method, JsonElement argument, int bytes)
    {
    }

    protected virtual void Answered(string id, JsonElement result)
    {
    }

    static Uri Address(Uri hall, string hub, string? token) =>
        new UriBuilder(hall) { Scheme = "ws", Path = hub, Query = token is null ? "" : $"access_token={Uri.EscapeDataString(token)}" }.Uri;

    static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    async Task Send(string json)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(json), RecordSeparator], WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }

    async Task Read()
    {
        var buffer = new byte[16 * 1024];
        var message = new List<byte>();
        try
        {
            for (; ; )
            {
                await reading.Task;
                var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }
                foreach (var value in buffer.AsSpan(0, part.Count))
                {
                    if (value != RecordSeparator)
                    {
                        message.Add(value);
                        continue;
                    }
                    Take([.. message]);
                    message.Clear();
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection is over; IsOpen says so.
        }
        finally
        {
            Forsake();
        }
    }

    void Forsake()
    {
        lock (Gate)
        {
            foreach (var call in calls.Values)
            {
                call.TrySetException(new IOException("The connection ended before the answer."));
            }
        }
    }

    void Take(byte[] bytes)
    {
        var json = JsonDocument.Parse(bytes).RootElement;
        lock (Gate)
        {
            raw.Append(Encoding.UTF8.GetString(bytes)).Append('\n');
            if (!json.TryGetProperty("type", out var type))
            {
                return; // the answer to the handshake
            }
            switch (type.GetInt32())
            {
                case 1:
                    Called(json.GetProperty("target").GetString()!, json.GetProperty("arguments")[0], bytes.Length + 1);
                    break;
                case 3:
                    var id = json.GetProperty("invocationId").GetString()!;
                    if (json.TryGetProperty("error", out var error))
                    {
                        calls[id].TrySetException(new InvalidOperationException(error.GetString()));
                        break;
                    }
                    var result = json.TryGetProperty("result", out var value) ? value : default;
                    Answered(id, result);
                    calls[id].TrySetResult(result);
                    break;
            }
        }
    }
}
