using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using VideoWall.WebFront.Pages;

namespace VideoWall.WebFront.Errors;

/// <summary>Problems for answers that are only a status so far: unknown paths, wrong methods, bodies too large.</summary>
static class StatusProblems
{
    public static Task Write(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (http.Response.Headers.Allow.ToString() is { } allowed && allowed.Contains(HttpMethods.Get, StringComparison.Ordinal))
        {
            http.Response.Headers.Allow = $"{allowed}, {HttpMethods.Head}"; // see HeadAsGet
        }
        return http.Response.StatusCode == StatusCodes.Status404NotFound && NotFoundPage.IsFor(http.Request)
            ? NotFoundPage.Write(http)
            : Of(http.Response.StatusCode).ExecuteAsync(http);
    }

    public static IResult Of(int status)
    {
        var (code, title, detail) = status switch
        {
            400 => ("invalid", "The request cannot be understood.", "See the description of this call at /openapi/v1.json."),
            404 => ("not_found", "There is nothing at this address.", "Check the path; the calls are described at /openapi/v1.json."),
            405 => ("method_not_allowed", "This address does not know that method.", "Use one of those in the header Allow."),
            408 => ("request_timeout", "The body did not arrive in time.", "Send it again."),
            413 => ("too_large", "The body is too large.", "Send less."),
            415 => ("unsupported_media_type", "This address does not take that kind of body.", "Set Content-Type to what the call takes, mostly application/json."),
            429 => ("too_many_tries", "Too many tries.", "Wait a minute."),
            503 => ("unavailable", "This cannot be done right now.", "Try again in a moment."),
            >= 500 => ("fault", "Something went wrong here.", "Try again; if it stays, look at the program's log."),
            _ => ("refused", "The request was refused.", "See the description of this call at /openapi/v1.json."),
        };
        return Problems.Of(status, code, title, detail);
    }
}
