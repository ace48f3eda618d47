using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using VideoWall.LiveKit.Keys;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.Floor;

/// <summary>Receives a webhook, checks it as the product does, and answers once it is committed. No rules, no roster, no walls, no guard against repeats.</summary>
static class Receiver
{
    public static async Task Run(IPEndPoint address)
    {
        var settings = (Environment.GetEnvironmentVariable("LIVEKIT_API_KEY"), Environment.GetEnvironmentVariable("LIVEKIT_API_SECRET"));
        if (!LiveKitKeys.TryParse(settings.Item1, settings.Item2, out var keys, out var problem))
        {
            throw new InvalidOperationException(problem);
        }
        var verifier = new WebhookVerifier(keys, TimeProvider.System);
        await using var writer = await Writer.Open(Environment.GetEnvironmentVariable("DATABASE_URL")!);

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address));
        await using var app = builder.Build();
        app.Run(async http => http.Response.StatusCode = await Take(http.Request, verifier, writer));
        await await Task.WhenAny(app.RunAsync(), writer.Writing); // without its writer it would answer nobody
    }

    static async Task<int> Take(HttpRequest request, WebhookVerifier verifier, Writer writer)
    {
        var body = new byte[(int)(request.ContentLength ?? 0)];
        await request.Body.ReadExactlyAsync(body);
        if (!verifier.Verify(request.Headers.Authorization, body).IsGenuine)
        {
            return StatusCodes.Status401Unauthorized;
        }
        if (WebhookParser.Parse(body) is WebhookOutcome.Signal { Presence: var signal } outcome)
        {
            await writer.Commit(outcome.RoomName, $"{signal.Kind} {signal.Who?.Sid} {signal.TrackSid} {signal.EventId}");
        }
        return StatusCodes.Status200OK;
    }
}
