using Microsoft.AspNetCore.Builder;
using VideoWall.WebFront.Idempotency;

namespace VideoWall.WebFront.Access.Middleware;

/// <summary>
/// Lets pages of the origins in <c>CORS_ORIGINS</c> call what programs call (Fetch standard, CORS protocol), with an API key or a
/// token. Never with a cookie: what somebody may do who is signed in here is no other page's business.
/// </summary>
static class CrossOrigin
{
    static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>Before everything that may refuse: a page that may call may also read why it was refused.</summary>
    public static void UseCrossOrigin(this IApplicationBuilder app, IReadOnlyList<string> origins)
    {
        if (origins.Count == 0)
        {
            return;
        }
        app.UseWhen(http => SecurityHeadersMiddleware.IsForPrograms(http.Request.Path), programs => programs.UseCors(policy => policy
            .WithOrigins([.. origins]).AllowAnyMethod().AllowAnyHeader().DisallowCredentials()
            .WithExposedHeaders("ETag", "Location", "Retry-After", IdempotencySetup.Replayed)
            .SetPreflightMaxAge(Remembered)));
    }
}
