using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.LiveKit.Webhooks;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Health;

namespace VideoWall.WebFront.Webhooks;

/// <summary>
/// LiveKit's door. 200 means durable (or of no interest); 503 makes LiveKit try again; any other 4xx would lose the
/// event, so it is kept for what LiveKit cannot have sent.
/// </summary>
static partial class WebhookApi
{
    const int MostBytes = 256 * 1024;

    public static void MapWebhooks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/livekit/webhook", Receive).WithName("livekitWebhook").WithTags("LiveKit").WithSummary("Take one LiveKit webhook")
            .Produces(StatusCodes.Status200OK).AllowAnonymous()
            .ShortCircuit(); // its signature is all it goes by: past what asks who is calling

    static async Task<IResult> Receive(
        HttpContext http, WebhookVerifier verifier, RoomIndex rooms, SignalBatches signals, WallMetrics metrics, TimeProvider time, ILogger<WebhookVerifier> log)
    {
        var arrived = time.GetTimestamp();
        var (result, answer) = await Read(http, verifier, rooms, signals, log);
        metrics.Webhook(result, arrived, time);
        return answer;
    }

    // Each answer has the word under which the metrics count it.
    static async Task<(string Result, IResult Answer)> Read(
        HttpContext http, WebhookVerifier verifier, RoomIndex rooms, SignalBatches signals, ILogger log)
    {
        if (http.Request.ContentLength > MostBytes)
        {
            return TooLarge;
        }
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(http.Request.ContentLength ?? MostBytes + 1, MostBytes + 1));
        try
        {
            var length = await http.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, http.RequestAborted);
            if (length > MostBytes)
            {
                return TooLarge;
            }
            return await Take(http, buffer.AsMemory(0, length), verifier, rooms, signals, log);
        }
        catch (BadHttpRequestException)
        {
            return TooLarge;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static async Task<(string Result, IResult Answer)> Take(HttpContext http, ReadOnlyMemory<byte> body, WebhookVerifier verifier, RoomIndex rooms, SignalBatches signals, ILogger log)
    {
        var verdict = verifier.Verify(http.Request.Headers.Authorization, body.Span);
        if (!verdict.IsGenuine)
        {
            Refused(log, verdict.Reason);
            return ("refused", Problems.Of(
                StatusCodes.Status401Unauthorized, "signature_wrong", $"This webhook is not believed: {verdict.Reason}.",
                "Sign it as LiveKit does, with an API key and secret of this server, and send the body as it was signed."));
        }
        switch (WebhookParser.Parse(body.Span))
        {
            case WebhookOutcome.Malformed malformed:
                return ("malformed", Problems.Of(
                    StatusCodes.Status400BadRequest, "not_a_webhook", $"This is not a LiveKit webhook: {malformed.Reason}.", "Send LiveKit's JSON as it is."));
            case WebhookOutcome.Signal signal:
                return await Signal(http, signal, rooms, signals);
            default:
                return Ignored;
        }
    }

    static async Task<(string Result, IResult Answer)> Signal(HttpContext http, WebhookOutcome.Signal signal, RoomIndex rooms, SignalBatches signals)
    {
        using var span = Tracing.Webhook(signal.RoomName, signal.Presence);
        try
        {
            if (await rooms.Find(signal.RoomName, http.RequestAborted) is not { } service)
            {
                return Ignored;
            }
            // A refusal can only mean that the service is gone; there is nothing that LiveKit could do better.
            await signals.Send(service, new Observe(signal.Presence), traced: span is not null);
            return ("accepted", TypedResults.Ok());
        }
        catch (JournalUnavailableException)
        {
            span?.SetStatus(ActivityStatusCode.Error, "unavailable");
            http.Response.Headers.RetryAfter = "1";
            return ("unavailable", Problems.Of(
                StatusCodes.Status503ServiceUnavailable, "unavailable", "The webhook could not be kept.", "Send it again in a second; nothing was lost."));
        }
    }

    static (string, IResult) Ignored => ("ignored", TypedResults.Ok());

    static (string, IResult) TooLarge => ("too_large", Problems.Of(
        StatusCodes.Status413PayloadTooLarge, "too_large", "This webhook is over 256 KiB.", "LiveKit's webhooks are a few KB; send one at a time."));

    [LoggerMessage(2101, LogLevel.Warning, "A webhook was refused: {Reason}")]
    static partial void Refused(ILogger log, string reason);
}
