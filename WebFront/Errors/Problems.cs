using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using VideoWall.Domain;

namespace VideoWall.WebFront.Errors;

/// <summary>
/// The one place where refusals become RFC 9457 problem details: a stable <c>code</c>, a <c>title</c> that says what is
/// wrong, a <c>detail</c> that says what to do, and <c>errors</c> when one field is at fault.
/// </summary>
public static class Problems
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static IResult Of(Refusal refusal, IDictionary<string, object?>? more = null) => Of(
        StatusOf(refusal.Code), CodeOf(refusal.Code), refusal.Reason, refusal.Cure, refusal.Field,
        refusal.Offenders is { } offenders
            ? new Dictionary<string, object?>(more ?? new Dictionary<string, object?>()) { ["offenders"] = offenders.Select(Body).ToArray() }
            : more);

    static Dictionary<string, string> Body(Offender offender) =>
        new() { ["churchId"] = offender.Church.Value, ["code"] = CodeOf(offender.Code), ["title"] = offender.Reason };

    public static IResult Of(int status, string code, string title, string detail, string? field = null, IDictionary<string, object?>? more = null)
    {
        var problem = new ProblemDetails { Status = status, Title = title, Detail = detail, Type = $"urn:videowall:problem:{code}" };
        problem.Extensions["code"] = code;
        if (field is not null)
        {
            problem.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [$"{title} {detail}"] };
        }
        foreach (var (key, value) in more ?? new Dictionary<string, object?>())
        {
            problem.Extensions[key] = value;
        }
        return TypedResults.Problem(problem);
    }

    /// <summary>503: nothing was done, the same request may work soon.</summary>
    public static IResult Unavailable(TimeSpan? retryAfter = null) => new RetryLater(
        Of(StatusCodes.Status503ServiceUnavailable, "unavailable", "The database does not answer.", "Nothing was changed. Try again in a moment."),
        retryAfter ?? TimeSpan.FromSeconds(2));

    /// <summary>503: nothing was done, for there was no time to look at a password.</summary>
    public static IResult TooBusy() => new RetryLater(
        Of(StatusCodes.Status503ServiceUnavailable, "try_again", "Too many people sign in at once.", "Try again in a moment."), TimeSpan.FromSeconds(1));

    /// <summary>503: it may have been done.</summary>
    /// <param name="keyed">The request came with a key, and what it asked for is recognised by it.</param>
    public static IResult OutcomeUnknown(bool keyed = false) => new RetryLater(
        Of(StatusCodes.Status503ServiceUnavailable, "outcome_unknown", "It is not known whether this was done.",
            keyed ? "Look before you repeat it, or send it again with the same Idempotency-Key." : "Look before you repeat it."),
        TimeSpan.FromSeconds(2));

    /// <summary>429, with Retry-After.</summary>
    public static IResult TooManyTries(TimeSpan retryAfter) => new RetryLater(
        Of(StatusCodes.Status429TooManyRequests, "too_many_tries", "Too many wrong tries.",
            $"Wait {(retryAfter <= Minute ? "a minute" : $"{Math.Ceiling(retryAfter / Minute)} minutes")}, then look closely at what you type."),
        retryAfter);

    public static int StatusOf(RefusalCode code) => code switch
    {
        RefusalCode.Invalid or RefusalCode.TooManySpotlights or RefusalCode.NoSuchPage => StatusCodes.Status400BadRequest,
        RefusalCode.UnknownService or RefusalCode.UnknownChurch => StatusCodes.Status404NotFound,
        RefusalCode.ChurchRemoved or RefusalCode.LinkRevoked => StatusCodes.Status403Forbidden,
        RefusalCode.ServiceEnded => StatusCodes.Status410Gone,
        RefusalCode.TooManyJoins => StatusCodes.Status429TooManyRequests,
        RefusalCode.TryAgain => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status409Conflict,
    };

    /// <summary>The stable wire code: the enum's name in snake case.</summary>
    public static string CodeOf(RefusalCode code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());
}
