using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Access.Keys;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Idempotency;

/// <summary>Does a request with a key once, and gives its answer to each repeat.</summary>
sealed partial class IdempotencyMiddleware(
    RequestDelegate next, IIdempotencyKeys keys, AnswerSeal seal, Passwords passwords, IOptions<PasswordHasherOptions> hashing, ILogger<IdempotencyMiddleware> log)
{
    /// <summary>The largest answer that is kept, in bytes; of a larger one the repeat is done anew.</summary>
    const int LargestAnswer = 256 * 1024;

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public Task Invoke(HttpContext http) =>
        http.Request.Headers.TryGetValue(IdempotencySetup.Header, out var given)
        && http.GetEndpoint() is { } endpoint && IdempotencySetup.Takes(endpoint.Metadata, http.Request.Method)
        && Caller.Of(http.User) is { } caller
            ? given is [{ } key] && IIdempotencyKeys.IsKey(key) ? Once(http, Scope(http, caller), key) : NoKey.ExecuteAsync(http)
            : next(http);

    async Task Once(HttpContext http, string scope, string key)
    {
        var request = await RequestHash.Of(http.Request, http.RequestAborted);
        if (http.GetEndpoint()!.Metadata.GetMetadata<TakesPassword>() is not null)
        {
            var plain = request;
            request = await passwords.InTurn(() => RequestHash.Slowed(plain, scope, key, hashing.Value.IterationCount));
        }
        var claim = await keys.Begin(scope, key, request, http.RequestAborted);
        switch (claim.Outcome)
        {
            case IdempotencyOutcome.Claimed:
                CommandKey.Give(http, scope, key, request);
                await Do(http, scope, key, claim.Claim);
                break;
            case IdempotencyOutcome.Answered:
                await seal.Replay(scope, key, claim.Answer!, http.Response);
                break;
            case IdempotencyOutcome.InProgress:
                await InProgress.ExecuteAsync(http);
                break;
            default:
                await OtherRequest.ExecuteAsync(http);
                break;
        }
    }

    async Task Do(HttpContext http, string scope, string key, Guid claim)
    {
        var (response, aborted) = (http.Response.Body, http.RequestAborted);
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        http.RequestAborted = CancellationToken.None; // whoever lost the connection will ask again, and is to find this done
        try
        {
            await Answer(http);
            await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
        }
        catch
        {
            await Settle(() => keys.Abandon(scope, key, claim, CancellationToken.None));
            throw;
        }
        finally
        {
            http.Response.Body = response;
            http.RequestAborted = aborted;
        }
        await Settle(() => IsKept(http.Response.StatusCode) && answer.Length <= LargestAnswer
            ? keys.Complete(scope, key, claim, seal.Seal(scope, key, http.Response, answer.GetBuffer().AsMemory(0, (int)answer.Length)), CancellationToken.None)
            : keys.Abandon(scope, key, claim, CancellationToken.None));
        if (answer.Length > 0)
        {
            answer.Position = 0;
            await answer.CopyToAsync(response, aborted);
        }
    }

    async Task Answer(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception fault) when (BadRequestProblems.IsOfRequest(fault))
        {
            await BadRequestProblems.Explain(fault).ExecuteAsync(http); // a refusal like any other
        }
    }

    // What happened has happened: its caller gets the answer, kept or not. A claim that stays is free again in a minute.
    async Task Settle(Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (JournalUnavailableException fault)
        {
            NotSettled(log, fault.Message);
        }
    }

    // A refusal is an answer, unless signing in, waiting or mending something makes it another one.
    static bool IsKept(int status) =>
        status is < 500 and not (StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests);

    // Two API keys may have one name.
    static string Scope(HttpContext http, Caller caller) => caller.Kind == "key" && ApiKeyHandler.KeyOf(http.Request) is { } secret
        ? $"key:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))}"
        : caller.By;

    static IResult NoKey => Problems.Of(
        StatusCodes.Status400BadRequest, "invalid", $"{IdempotencySetup.Header} is none.",
        $"Send 1 to {IIdempotencyKeys.LongestKey} visible ASCII characters, such as a UUID, or leave it out.", IdempotencySetup.Header);

    static RetryLater InProgress => new RetryLater(
        Problems.Of(StatusCodes.Status409Conflict, "in_progress", "The same request is still under way.", "Send it again in a second, with the same Idempotency-Key."), Soon);

    static IResult OtherRequest => Problems.Of(
        StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", "This Idempotency-Key was used for another request.", "Use a new key for each new request.");

    [LoggerMessage(2511, LogLevel.Warning, "The answer to a request with an Idempotency-Key was given, but could not be kept: {Reason}")]
    static partial void NotSettled(ILogger log, string reason);
}
