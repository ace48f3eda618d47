using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.Idempotency;

/// <summary>An endpoint whose answer must not be repeated: the tokens in it are short-lived.</summary>
sealed record MintsToken;

/// <summary>An endpoint whose body may hold a password: what is kept of the body must be as slow to guess from as the password's own hash.</summary>
sealed record TakesPassword;

/// <summary>Changing calls that are safe to repeat: of any number of requests with one key, one is done and all get its answer.</summary>
public static class IdempotencySetup
{
    /// <summary>Carries the key, see <see cref="IIdempotencyKeys.IsKey"/>.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Of an answer that was given before: <c>true</c>.</summary>
    public const string Replayed = "Idempotent-Replayed";

    /// <summary>Needs an <see cref="IIdempotencyKeys"/> among the services, and what <see cref="AccessSetup.AddAccess"/> adds.</summary>
    public static IServiceCollection AddIdempotencyKeys(this IServiceCollection services) => services.AddSingleton<AnswerSeal>();

    /// <summary>After authorization, since a key is its caller's, and after what refuses large bodies; before the endpoints.</summary>
    public static IApplicationBuilder UseIdempotencyKeys(this IApplicationBuilder app) => app.UseMiddleware<IdempotencyMiddleware>();

    /// <summary>Whether an endpoint takes the header: what changes something and knows who asks.</summary>
    public static bool Takes(IEnumerable<object> metadata, string? method) =>
        method is not null && (HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method) || HttpMethods.IsDelete(method))
        && metadata.Any(m => m is RoleRequired) && !metadata.Any(m => m is MintsToken);
}
