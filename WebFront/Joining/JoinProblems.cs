using System.Globalization;
using Microsoft.AspNetCore.Http;
using VideoWall.Domain;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access.Limits;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Joining;

/// <summary>What the doors of churches and walls have in common: which service, and the refusals.</summary>
static class JoinProblems
{
    public static IResult UnknownCode => Problems.Of(
        StatusCodes.Status404NotFound, "unknown_code", "This code is not known.", "Check it letter by letter; codes have no 0, O, 1 or I.");

    public static IResult TooManyTries(HttpContext http, TimeSpan retryAfter)
    {
        var seconds = (int)Math.Ceiling(Math.Max(1, retryAfter.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(
            StatusCodes.Status429TooManyRequests, "too_many_tries", "Too many wrong tries from here.", $"Wait {seconds} seconds, then try again.");
    }

    /// <summary>Counts a wrong code, link or key. Null while its own refusal will do; after that it is told to wait, whatever was wrong.</summary>
    public static IResult? Wrong(HttpContext http, FailureLimiter limiter, Origin origin)
    {
        if (!limiter.TryEnter(origin, FailureLimits.Everything, out var wait))
        {
            return TooManyTries(http, wait);
        }
        wait = limiter.Failed(origin, FailureLimits.Everything);
        return wait > TimeSpan.Zero ? TooManyTries(http, wait) : null;
    }

    public static IResult TooManyJoins(TimeSpan rest) => new RetryLater(
        Problems.Of(
            StatusCodes.Status429TooManyRequests, "too_many_joins", "Too many joined from here in the last minute.",
            "Wait a minute, then try again; a page that is open does so by itself. A church with a personal link comes in at once."),
        rest);

    /// <summary>A refusal with what a page needs to wait by itself: when the doors open.</summary>
    public static IResult Refused(Refusal refusal, ServiceInfo? service, TimeProvider time) => Problems.Of(
        Problems.StatusOf(refusal.Code), Problems.CodeOf(refusal.Code), refusal.Reason, refusal.Cure, refusal.Field,
        refusal.Code == RefusalCode.DoorsClosed && service is not null
            ? new Dictionary<string, object?>
            {
                ["startsAt"] = service.Settings.StartsAt, ["opensAt"] = service.Settings.OpensAt, ["service"] = service.Settings.Title,
                ["serverTime"] = time.GetUtcNow(),
            }
            : null);
}
