using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access.Limits;

/// <summary>
/// Requests whose bodies have not come yet, so many for each address. Honest bodies come with their headers or right behind them; whoever
/// sends thousands that never end pays for a few. What is waited for is what strangers may send: a larger body is read by an endpoint
/// that knows who sends it.
/// </summary>
sealed class BodyWaits(TimeProvider time)
{
    /// <summary>For each address; a hall's phones that all join at this moment on a line that drops packets.</summary>
    internal const int Most = 64;

    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Time for the answer to arrive.</summary>
    static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(250);

    readonly ConcurrentDictionary<string, int> waiting = new();

    public bool TryEnter(string place)
    {
        if (waiting.AddOrUpdate(place, 1, static (_, count) => count + 1) <= Most)
        {
            return true;
        }
        Leave(place);
        return false;
    }

    public void Leave(string place)
    {
        while (waiting.TryGetValue(place, out var count))
        {
            if (count > 1 ? waiting.TryUpdate(place, count - 1, count) : waiting.TryRemove(new(place, count)))
            {
                return;
            }
        }
    }

    /// <summary>Lets a request on when its body is here. False: its address has too many that are not.</summary>
    public async ValueTask<bool> Here(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return true;
        }
        var reader = http.Request.BodyReader;
        if (reader.TryRead(out var read))
        {
            reader.AdvanceTo(read.Buffer.Start, read.IsCompleted ? read.Buffer.Start : read.Buffer.End);
            if (read.IsCompleted)
            {
                return true;
            }
        }
        var place = Origin.Of(http.Connection.RemoteIpAddress).Place;
        if (!TryEnter(place))
        {
            EndSoon(http);
            return false;
        }
        try
        {
            read = await reader.ReadAtLeastAsync((int)Math.Min(http.Request.ContentLength ?? ErrorsSetup.StrangersBody, ErrorsSetup.StrangersBody), http.RequestAborted);
            reader.AdvanceTo(read.Buffer.Start);
            return true;
        }
        finally
        {
            Leave(place);
        }
    }

    /// <summary>
    /// Ends the connection of a request that is refused before its body has come, once the answer is there. Left to itself the server would
    /// wait five seconds for a body that nobody wants.
    /// </summary>
    public void EndSoon(HttpContext http)
    {
        http.Response.Headers.Connection = "close";
        if (http.Features.Get<IConnectionLifetimeFeature>() is { } connection)
        {
            _ = Task.Delay(Farewell, time, connection.ConnectionClosed).ContinueWith(
                delay => connection.Abort(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }

    public static IResult Refusal => new RetryLater(
        Problems.Of(StatusCodes.Status503ServiceUnavailable, "too_slow", "Too many requests from this address wait for their bodies.", "Send the request again, in one piece."),
        RetryAfter);
}

static class BodyWaitsSetup
{
    /// <summary>After the door and the limits on bodies: who is refused is not waited for.</summary>
    public static IApplicationBuilder UseBodyWaits(this IApplicationBuilder app)
    {
        var waits = app.ApplicationServices.GetRequiredService<BodyWaits>();
        return app.Use(async (http, next) =>
        {
            if (await waits.Here(http))
            {
                await next(http);
                return;
            }
            await BodyWaits.Refusal.ExecuteAsync(http);
        });
    }
}
