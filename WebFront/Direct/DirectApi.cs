using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Domain;
using VideoWall.LiveKit.Tokens;
using VideoWall.Simulation;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Settings;
using VideoWall.WebFront.Simulation;
using VideoWall.WebFront.Walls;
using VideoWall.WebFront.Webhooks;

namespace VideoWall.WebFront.Direct;

/// <summary>
/// Where pages connect in place of LiveKit, with LiveKit's tokens. A church's page is in its room while this socket is open: a socket
/// that is closed leaves; one that breaks is missed as late as LiveKit would miss it. A page that watches is nobody's participant.
/// </summary>
static class DirectApi
{
    public static void MapDirect(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<RoomSimulator>() is not null)
        {
            routes.MapGet("/direct", Connect).AllowAnonymous().ExcludeFromDescription();
        }
    }

    static async Task<IResult> Connect(HttpContext http, TokenReader reader, ISimulationPlace place, DirectDoor door)
    {
        if (!place.IsHere)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "elsewhere", "The rooms of this cluster live in another of its processes.", "Connect again; the balancer will choose another one.");
        }
        if (!http.WebSockets.IsWebSocketRequest)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "websocket_needed", "This address takes WebSockets only.", "Open it from a church's or a wall's page.");
        }
        var (token, refusal) = await reader.Read(http.Request.Query["access_token"]);
        if (token is null)
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "token_wrong", $"This token does not open the room: {refusal}.", "Join again for a new token.");
        }
        return token.Grant.CanPublish == true ? await door.Church(token, http) : await door.Watcher(token, http);
    }
}

/// <summary>Lets pages with a right token into the rooms of this process.</summary>
sealed class DirectDoor(RoomSimulator simulator, DirectPictures pictures, RoomIndex rooms, Relays relays, WebFrontSettings settings, TimeProvider time)
{
    /// <summary>A line that is cut says nothing: a place on a screen, and with LiveKit's patience a seat, wait for this.</summary>
    static readonly WebSocketAcceptContext Alive = new() { KeepAliveInterval = TimeSpan.FromSeconds(4), KeepAliveTimeout = TimeSpan.FromSeconds(6) };

    public async Task<IResult> Church(VerifiedToken token, HttpContext http)
    {
        // A grain at another silo cannot put anybody out of a room that is here: the socket follows its church by itself.
        var removed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pass = await PassOf(token, http.RequestAborted);
        using var held = pass is null ? null : await relays.Hold(pass, () => removed.TrySetResult(), http.RequestAborted);
        if (pass is not null && held is null)
        {
            return Problems.Of(new(RefusalCode.ChurchRemoved, "The producer has taken this church out of the service.", "Ask the producer to let you in again."));
        }
        using var socket = new DirectSocket(await http.WebSockets.AcceptWebSocketAsync(Alive), http.RequestAborted);
        using var sender = pictures.Send(token.Room, token.Identity, socket.Tell);
        if (sender is null)
        {
            socket.Dismiss(EndReasons.RoomFull);
            await socket.Serve(_ => { });
            return Results.Empty;
        }
        var session = simulator.Join(token.Room, token.Identity, token.Name);
        _ = Follow(session, socket);
        _ = PutOut(token, removed.Task);
        socket.Tell(new("joined") { ParticipantSid = session.Sid, IceServers = Ice(token) });
        if (await socket.Serve(message => Take(message, session, sender, socket)))
        {
            session.Leave();
        }
        else
        {
            session.Drop();
        }
        return Results.Empty;
    }

    public async Task<IResult> Watcher(VerifiedToken token, HttpContext http)
    {
        if (token.Grant.CanSubscribe == false)
        {
            return Problems.Of(StatusCodes.Status401Unauthorized, "token_wrong", "This token does not open the room: it may neither send nor watch.", "Open the wall by its link.");
        }
        using var socket = new DirectSocket(await http.WebSockets.AcceptWebSocketAsync(Alive), http.RequestAborted);
        using var receiver = pictures.Receive(token.Room, token.Identity, socket.Tell, () => socket.Dismiss(EndReasons.ParticipantRemoved));
        socket.Tell(new("joined") { IceServers = Ice(token) });
        await socket.Serve(message =>
        {
            switch (message)
            {
                case { Type: "watch", Tracks: { Length: <= MostWanted } tracks }:
                    receiver.Watch(tracks);
                    break;
                case { Type: "again", Link: { } link }:
                    receiver.Again(link);
                    break;
                case { Type: "signal", Link: { } link, Data: { } data }:
                    receiver.Signal(link, data);
                    break;
            }
        });
        return Results.Empty;
    }

    /// <summary>Two pages of a wall's largest grid, and its spotlights.</summary>
    const int MostWanted = 200;

    static void Take(DirectMessage message, SimulatedSession session, DirectSender sender, DirectSocket socket)
    {
        switch (message)
        {
            case { Type: "publish" } when session.Publish() is { } track:
                socket.Tell(new("published") { TrackSid = track });
                sender.Publish(track);
                break;
            case { Type: "unpublish" }:
                session.Unpublish();
                sender.Unpublish();
                break;
            case { Type: "leave" }:
                session.Leave();
                break;
            case { Type: "signal", Link: { } link, Data: { } data }:
                sender.Signal(link, data);
                break;
        }
    }

    // Tells the page why the room put it out.
    static async Task Follow(SimulatedSession session, DirectSocket socket) => socket.Dismiss(await session.Ended);

    async Task PutOut(VerifiedToken token, Task removed)
    {
        await removed;
        simulator.Remove(token.Room, token.Identity);
    }

    ImmutableArray<IceServer> Ice(VerifiedToken token) => settings.Ice.For(token.Identity, time.GetUtcNow());

    /// <summary>As the hub would know the church; null for who is none of ours, or in no service's room.</summary>
    async Task<HubPass?> PassOf(VerifiedToken token, CancellationToken cancellation) =>
        token.Identity.StartsWith(Identities.Church, StringComparison.Ordinal) && await rooms.Find(token.Room, cancellation) is { } service
            ? new(HubPass.Church, service, token.Identity[Identities.Church.Length..], 0)
            : null;
}
