using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace VideoWall.WebFront.OpenApi;

/// <summary>
/// One answer for everybody, whatever else they send: making it takes some 50 ms of a processor, and anybody may ask. The default policy makes it
/// anew for whoever adds a query or an API key.
/// </summary>
sealed class MadeOnce : IOutputCachePolicy
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = true;
        context.CacheVaryByRules.VaryByHost = false;
        context.ResponseExpirationTimeSpan = Kept;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        context.AllowCacheStorage = context.HttpContext.Response.StatusCode == StatusCodes.Status200OK;
        return ValueTask.CompletedTask;
    }
}
