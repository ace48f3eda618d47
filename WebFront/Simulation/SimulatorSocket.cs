using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Domain;
using VideoWall.LiveKit.Tokens;
using VideoWall.Simulation;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Walls;
using VideoWall.WebFront.Webhooks;

namespace VideoWall.WebFront.Simulation;

/// <param name="Type">From the page: <c>publish</c>, <c>unpublish</c>, <c>leave</c>; to it: <c>joined</c>, <c>published</c>, <c>removed</c>.</param>
public sealed record SimulatorMessage(string Type, string? ParticipantSid = null, string? TrackSid = null, string? Reason = null);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SimulatorMessage))]
sealed partial class SimulatorJson : JsonSerializerContext;

/// <summary>
/// Where a church's page connects in place of LiveKit: it is in the simulated room while this socket is open. A socket
/// that is closed leaves; one that breaks is missed as late as LiveKit would miss it.
/// </summary>
static class SimulatorSocket
{
    const int MostBytes = 4096;

    /// <summary>How long a page that was told the end may take to close.</summary>
    static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);

    public static void MapSimulator(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<RoomSimulator>() is not null)
        {
            routes.MapGet("/simulator", Connect).AllowAnonymous().ExcludeFromDescription();
        }
    }

    static async Task<IResult> Connect(HttpContext http, TokenReader reader, RoomSimulator simulator, ISimulationPlace place, RoomIndex rooms, Relays relays)
    {
        if (!place.IsHere)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "elsewhere", "The simulated rooms live in another process of this cluster.", "Connect again; the balancer will choose another one.");
        }
        if (!http.WebSockets.IsWebSocketRequest)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "websocket_needed", "This address takes WebSockets only.", "Open it from a church's page.");
        }
        var (token, refusal) = await reader.Read(http.Request.Query["access_token"]);
        if (token is not { Grant.CanPublish: true })
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "token_wrong", $"This token does not open the room: {(token is null ? refusal : "it may not publish")}.", "Join again for a new token.");
        }
        // A grain at another silo cannot put anybody out of a room that is here: the socket follows its church by itself.
        var removed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pass = await PassOf(token, rooms, http.RequestAborted);
        using var held = pass is null ? null : await relays.Hold(pass, () => removed.TrySetResult(), http.RequestAborted);
        if (pass is not null && held is null)
        {
            return Problems.Of(new(RefusalCode.ChurchRemoved, "The producer has taken this church out of the service.", "Ask the producer to let you in again."));
        }
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var session = simulator.Join(token.Room, token.Identity, token.Name);
        _ = PutOut();
        await Serve(socket, session, http.RequestAborted);
        return Results.Empty;

        async Task PutOut()
        {
            await removed.Task;
            simulator.Remove(token.Room, token.Identity);
        }
    }

    /// <summary>As the hub would know the church; null for who is none of ours, or in no service's room.</summary>
    static async Task<HubPass?> PassOf(VerifiedToken token, RoomIndex rooms, CancellationToken cancellation) =>
        token.Identity.StartsWith(Identities.Church, StringComparison.Ordinal) && await rooms.Find(token.Room, cancellation) is { } service
            ? new(HubPass.Church, service, token.Identity[Identities.Church.Length..], 0)
            : null;

    static async Task Serve(WebSocket socket, SimulatedSession session, CancellationToken aborted)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var watching = TellEnd(socket, session, ended);
        try
        {
            await Send(socket, new("joined", ParticipantSid: session.Sid), ended.Token);
            while (await Receive(socket, ended.Token) is { } message)
            {
                switch (message.Type)
                {
                    case "publish" when session.Publish() is { } track:
                        await Send(socket, new("published", TrackSid: track), ended.Token);
                        break;
                    case "unpublish":
                        session.Unpublish();
                        break;
                    case "leave":
                        session.Leave();
                        break;
                }
            }
            session.Leave();
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or JsonException)
        {
            session.Drop();
        }
        await ended.CancelAsync();
        await watching;
    }

    // Tells the page why the room put it out, then closes.
    static async Task TellEnd(WebSocket socket, SimulatedSession session, CancellationTokenSource ended)
    {
        try
        {
            var reason = await session.Ended.WaitAsync(ended.Token);
            await Send(socket, new("removed", Reason: reason), ended.Token);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, reason, ended.Token);
            ended.CancelAfter(Goodbye);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            // The page was faster.
        }
    }

    static async Task<SimulatorMessage?> Receive(WebSocket socket, CancellationToken cancellation)
    {
        var buffer = new byte[MostBytes];
        var length = 0;
        for (; ; )
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close || length == MostBytes)
            {
                return null;
            }
            if (part.EndOfMessage)
            {
                return JsonSerializer.Deserialize(buffer.AsSpan(0, length), SimulatorJson.Default.SimulatorMessage);
            }
        }
    }

    static Task Send(WebSocket socket, SimulatorMessage message, CancellationToken cancellation) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, SimulatorJson.Default.SimulatorMessage), WebSocketMessageType.Text, true, cancellation);
}
