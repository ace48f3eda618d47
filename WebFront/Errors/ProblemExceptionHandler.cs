using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Idempotency;

namespace VideoWall.WebFront.Errors;

/// <summary>Turns exceptions into problems; what is our own fault goes to the log and shows nothing of itself outside.</summary>
sealed partial class ProblemExceptionHandler(DatabaseOutage outage, ILogger<ProblemExceptionHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        await Explain(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    IResult Explain(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case OutcomeUnknownException:
                LogUnknown(context.Request.Method, context.Request.Path, exception.Message);
                return Problems.OutcomeUnknown(CommandKey.Of(context) is { IsUsed: true });
            case JournalUnavailableException:
                outage.Noticed($"{context.Request.Method} {context.Request.Path}", exception.Message);
                return Problems.Unavailable();
            case TooBusyException:
                return Problems.TooBusy();
            case var request when BadRequestProblems.IsOfRequest(request):
                return BadRequestProblems.Explain(request);
            case ArgumentException { ParamName: "cursor" } cursor: // the only argument that the lists hand through unread
                return Problems.Of(StatusCodes.Status400BadRequest, "invalid", "cursor is not one that this list gave out.", "Start again without it.", cursor.ParamName);
            default:
                LogFault(context.Request.Method, context.Request.Path, exception);
                return StatusProblems.Of(StatusCodes.Status500InternalServerError);
        }
    }

    [LoggerMessage(2503, LogLevel.Warning, "{Method} {Path}: it is not known whether this was done ({Reason}).")]
    partial void LogUnknown(string method, string path, string reason);

    [LoggerMessage(2502, LogLevel.Error, "{Method} {Path} failed.")]
    partial void LogFault(string method, string path, Exception fault);
}
