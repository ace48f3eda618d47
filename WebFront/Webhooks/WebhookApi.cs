using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.LiveKit.Webhooks;
using VideoWall.WebFront.Access.Limits;
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
            .Produces(StatusCodes.Status200OK).AllowAnonymous().LimitBody(MostBytes)
            .ShortCircuit(); // its signature is all it goes by: past what asks who is calling

    static async Task<IResult> Receive(
        HttpContext http, WebhookVerifier verifier, RoomIndex rooms, SignalBatches signals, BodyWaits waits, WallMetrics metrics, TimeProvider time, ILogger<WebhookVerifier> log)
    {
        var arrived = time.GetTimestamp();
        var (result, answer) = await Read(http, verifier, rooms, signals, waits, log);
        metrics.Webhook(result, arrived, time);
        return answer;
    }

    // Each answer has the word under which the metrics count it.
    static async Task<(string Result, IResult Answer)> Read(
        HttpContext http, WebhookVerifier verifier, RoomIndex rooms, SignalBatches signals, BodyWaits waits, ILogger log)
    {
        if (http.Request.ContentLength > MostBytes)
        {
            return TooLarge;
        }
        try
        {
            if (!ReadAtOnce(http.Request.BodyReader, out var body))
            {
                // It has not come with its headers: a stranger's is not waited for, and nothing is kept of it.
                if (verifier.VerifyToken(http.Request.Headers.Authorization) is { IsGenuine: false } stranger)
                {
                    waits.EndSoon(http);
                    return NotBelieved(stranger, log);
                }
                body = (await http.Request.BodyReader.ReadAtLeastAsync(MostBytes + 1, http.RequestAborted)).Buffer;
            }
            try
            {
                return body.Length > MostBytes ? TooLarge : await Take(http, body, verifier, rooms, signals, log);
            }
            finally
            {
                http.Request.BodyReader.AdvanceTo(body.End);
            }
        }
        catch (Exception fault) when (BadRequestProblems.IsOfRequest(fault))
        {
            return fault is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } ? TooLarge : ("malformed", BadRequestProblems.Explain(fault));
        }
    }

    /// <summary>The whole body, if it is there already; else nothing of it is taken.</summary>
    static bool ReadAtOnce(PipeReader reader, out ReadOnlySequence<byte> body)
    {
        body = default;
        if (!reader.TryRead(out var read))
        {
            return false;
        }
        body = read.Buffer;
        if (!read.IsCompleted)
        {
            reader.AdvanceTo(body.Start, body.End);
        }
        return read.IsCompleted;
    }

    static async Task<(string Result, IResult Answer)> Take(
        HttpContext http, ReadOnlySequence<byte> body, WebhookVerifier verifier, RoomIndex rooms, SignalBatches signals, ILogger log)
    {
        if (body.IsSingleSegment)
        {
            return await Take(http, body.First, verifier, rooms, signals, log);
        }
        var buffer = ArrayPool<byte>.Shared.Rent((int)body.Length);
        try
        {
            body.CopyTo(buffer);
            return await Take(http, buffer.AsMemory(0, (int)body.Length), verifier, rooms, signals, log);
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
            return NotBelieved(verdict, log);
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

    static (string, IResult) NotBelieved(WebhookVerification verdict, ILogger log)
    {
        Refused(log, verdict.Reason);
        return ("refused", Problems.Of(
            StatusCodes.Status401Unauthorized, "signature_wrong", $"This webhook is not believed: {verdict.Reason}.",
            "Sign it as LiveKit does, with an API key and secret of this server, and send the body as it was signed."));
    }

    static (string, IResult) Ignored => ("ignored", TypedResults.Ok());

    static (string, IResult) TooLarge => ("too_large", Problems.Of(
        StatusCodes.Status413PayloadTooLarge, "too_large", "This webhook is over 256 KiB.", "LiveKit's webhooks are a few KB; send one at a time."));

    [LoggerMessage(2101, LogLevel.Warning, "A webhook was refused: {Reason}")]
    static partial void Refused(ILogger log, string reason);
}
