using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace VideoWall.WebFront.Errors;

/// <summary>A problem that time cures, with the header Retry-After (whole seconds, RFC 9110 section 10.2.3).</summary>
sealed class RetryLater(IResult problem, TimeSpan after) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return problem.ExecuteAsync(httpContext);
    }
}
