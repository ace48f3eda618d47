using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.LiveKit.Tokens;
using VideoWall.Simulation;
using VideoWall.WebFront.Errors;

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

    public static void MapSimulator(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<RoomSimulator>() is not null)
        {
            routes.MapGet("/simulator", Connect).AllowAnonymous().ExcludeFromDescription();
        }
    }

    static async Task<IResult> Connect(HttpContext http, TokenReader reader, RoomSimulator simulator, ISimulationPlace place)
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
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        await Serve(socket, simulator.Join(token.Room, token.Identity, token.Name), http.RequestAborted);
        return Results.Empty;
    }

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
