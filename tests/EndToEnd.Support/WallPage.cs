using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace VideoWall.EndToEnd.Support;

/// <summary>
/// A wall or a console as docs/protocol.md describes a client, on SignalR's own client library: keeps a roster, applies what
/// fits, asks again where something is missing.
/// </summary>
public sealed class WallPage : IAsyncDisposable
{
    const string Changed = "changed";

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    readonly Lock gate = new();
    readonly Picture picture = new();
    readonly List<(JsonElement Delta, int Bytes)> changes = [];
    readonly Queue<JsonElement> early = [];
    readonly RecordedProtocol protocol = new(Changed);
    readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly HubConnection connection;
    PageLine? line;
    (string Service, bool Causes) watched = ("", false);
    int asking;

    WallPage(Uri address, bool small)
    {
        var builder = new HubConnectionBuilder().WithUrl(address, HttpTransportType.WebSockets, options =>
        {
            options.SkipNegotiation = true; // as our pages
            options.WebSocketFactory = async (context, cancellation) =>
            {
                (var socket, line) = await PageSocket.Open(context.Uri, small, cancellation: cancellation);
                return socket;
            };
        });
        builder.Services.AddSingleton<IHubProtocol>(protocol);
        connection = builder.Build();
        if (small)
        {
            connection.ServerTimeout = TimeSpan.FromHours(1); // it hears nothing because it does not listen
        }
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        connection.On<JsonElement>(Changed, Take);
    }

    /// <summary>Of what it shows.</summary>
    public long Revision { get; private set; }

    /// <summary>How often a delta did not fit, so that it had to ask.</summary>
    public int Gaps { get; private set; }

    /// <summary>Every message that ever came.</summary>
    public string Raw => protocol.Raw;

    /// <summary>All that came over the line, in bytes.</summary>
    public long Received => line?.Received ?? 0;

    /// <summary>Ends with the connection.</summary>
    public Task Closed => closed.Task;

    public bool IsOpen => connection.State == HubConnectionState.Connected;

    /// <summary>What the server told by itself, with the size of each whole message.</summary>
    public IReadOnlyList<(JsonElement Delta, int Bytes)> Changes => Locked<IReadOnlyList<(JsonElement, int)>>(() => [.. changes]);

    /// <summary>What it shows, as text that is the same for pages that show the same.</summary>
    public string Shown => Locked(picture.ToString);

    public IReadOnlyList<int> Seats => Locked<IReadOnlyList<int>>(() => [.. picture.Seats]);

    /// <summary>One field of a seat as text; null where there is no such seat.</summary>
    public string? this[int seat, string field] => Locked(() => picture[seat, field]);

    public string Header(string field) => Locked(() => picture.Header(field));

    /// <summary>The token that a wall gets for its link.</summary>
    public static async Task<string> Token(SiloProcess silo, Service service, int screen = 0)
    {
        using var client = new Client(silo.Address);
        return (await client.Post("/api/v1/wall", new { service.Code, key = service.WallKey, screen })).Is(200)["hubToken"];
    }

    /// <summary>Opens a wall by its link, as the wall page does.</summary>
    public static async Task<WallPage> OfWall(SiloProcess silo, Service service, int screen = 0) => await Open(silo, await Token(silo, service, screen));

    /// <param name="small">Holds little of what it does not read.</param>
    public static async Task<WallPage> Open(SiloProcess silo, string token, bool small = false)
    {
        var page = new WallPage(PageSocket.Address(silo.Address, "/hubs/wall", token), small);
        try
        {
            await page.connection.StartAsync();
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
        return page;
    }

    /// <summary>Calls a method of the hub; a refusal is a HubException with the server's words.</summary>
    public Task<JsonElement> Call(string method, params object[] arguments) =>
        connection.InvokeCoreAsync<JsonElement>(method, arguments).WaitAsync(Timeout, TimeProvider.System);

    public Task<JsonElement> Watch(Service service, long? revision = null, bool causes = false)
    {
        watched = (service.Id, causes);
        return Ask(revision);
    }

    /// <summary>Asks for all of another, large service, and shows nothing of it: answers pile up before this page's door.</summary>
    public void Burden(Service large) => _ = connection.InvokeCoreAsync<JsonElement>("Watch", [new { serviceId = large.Id }]);

    /// <summary>Stops taking anything from the socket, as a page on a machine that has stalled.</summary>
    public void Pause() => line!.Pause();

    public void GoOn() => line!.GoOn();

    /// <summary>Takes over what another page had, as after a reload that kept its memory.</summary>
    public void Remember(WallPage earlier)
    {
        picture.CopyFrom(earlier.picture);
        Revision = earlier.Revision;
    }

    public Task Reaches(long revision) =>
        Eventually.Is($"the page has revision {revision}", () => (Revision, IsOpen), seen => seen.Revision >= revision);

    public async ValueTask DisposeAsync()
    {
        line?.GoOn();
        await connection.DisposeAsync();
        closed.TrySetResult();
    }

    async Task<JsonElement> Ask(long? revision)
    {
        lock (gate)
        {
            asking++;
        }
        JsonElement? answer = null;
        try
        {
            answer = await Call("Watch", new { serviceId = watched.Service, revision, causes = watched.Causes });
            return answer.Value;
        }
        finally
        {
            lock (gate)
            {
                asking--;
                if (answer is { } told)
                {
                    Show(told);
                }
                ApplyEarly();
            }
        }
    }

    void Take(JsonElement delta)
    {
        lock (gate)
        {
            changes.Add((delta, protocol.NextSize()));
            early.Enqueue(delta);
            ApplyEarly();
        }
    }

    /// <summary>
    /// The library hands over calls and answers on threads of their own. So what comes before the answer to a question is
    /// handled is kept until then: it may build on that answer.
    /// </summary>
    void ApplyEarly()
    {
        while (asking == 0 && early.TryDequeue(out var delta))
        {
            Apply(delta);
        }
    }

    void Show(JsonElement answer)
    {
        if (answer.TryGetProperty("deltas", out var missed))
        {
            foreach (var delta in missed.EnumerateArray())
            {
                Apply(delta);
            }
            return;
        }
        picture.Replace(answer);
        Revision = answer.GetProperty("revision").GetInt64();
    }

    void Apply(JsonElement delta)
    {
        var (from, to) = (delta.GetProperty("from").GetInt64(), delta.GetProperty("to").GetInt64());
        if (to <= Revision)
        {
            return;
        }
        if (from != Revision)
        {
            Gaps++;
            _ = Ask(Revision);
            return;
        }
        picture.Merge(delta);
        Revision = to;
    }

    T Locked<T>(Func<T> look)
    {
        lock (gate)
        {
            return look();
        }
    }
}
