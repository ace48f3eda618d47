using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.WebFront.Access.Limits;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Idempotency;

namespace VideoWall.WebFront.Access.Accounts.TwoFactor;

/// <param name="Present">The present password.</param>
sealed record PresentPassword(string? Present);

sealed record FirstCode(string? Code);

/// <param name="Secret">For typing; base32.</param>
/// <param name="Uri">For a QR code: <c>otpauth://…</c></param>
sealed record SecretReply(string Secret, string Uri);

/// <param name="RecoveryCodes">Ten, each works once, told this once.</param>
sealed record RecoveryReply(ImmutableArray<string> RecoveryCodes);

/// <summary>The second factor of the own account: an authenticator app (RFC 6238).</summary>
static class SecondFactorEndpoints
{
    public static void MapSecondFactor(this IEndpointRouteBuilder account)
    {
        var factor = account.MapGroup("/second-factor");

        factor.MapPost("", Begin).WithMetadata(new TakesPassword())
            .WithName("beginSecondFactor").WithSummary("Set up an authenticator app")
            .WithDescription("Answers a secret for the app. Nothing changes until a first code confirms it. 409 `second_factor_on` where there is one.")
            .Produces<SecretReply>();

        factor.MapPost("/confirm", Confirm)
            .WithName("confirmSecondFactor").WithSummary("Turn the second factor on")
            .WithDescription("Takes the first code of the app. From now on signing in takes one, and all other sessions of this account are over. Answers recovery codes, this once.")
            .Produces<RecoveryReply>();

        factor.MapPost("/recovery-codes", Renew).WithMetadata(new TakesPassword())
            .WithName("renewRecoveryCodes").WithSummary("Make new recovery codes")
            .WithDescription("The old ones work no more.")
            .Produces<RecoveryReply>();

        factor.MapPost("/off", TurnOff).WithMetadata(new TakesPassword())
            .WithName("turnSecondFactorOff").WithSummary("Turn the second factor off")
            .Produces(StatusCodes.Status204NoContent);
    }

    static async Task<IResult> Begin(PresentPassword request, Caller caller, Users users, SignIns signIns, SecondFactors factors)
    {
        var (user, refused) = await Proved(request, caller, users, signIns);
        if (user is null)
        {
            return refused!;
        }
        var (secret, problem) = await factors.Begin(user);
        return secret is null ? problem!.ToResult() : TypedResults.Ok(secret);
    }

    static async Task<IResult> Confirm(FirstCode request, Caller caller, HttpContext context, Users users, SecondFactors factors, FailureLimits limits)
    {
        var (user, refused) = await AccountEndpoints.Find(caller, users);
        if (user is null)
        {
            return refused!;
        }
        var origin = Origin.Known($"first code of {user.Key}");
        if (!limits.SecondFactors.TryEnter(origin, user.Key, out var wait))
        {
            return Problems.TooManyTries(wait);
        }
        var (changed, codes, problem) = await factors.Confirm(user, request.Code);
        if (changed is null)
        {
            limits.SecondFactors.Failed(origin, user.Key);
            return problem!.ToResult();
        }
        await SessionCookie.SignIn(context, changed);
        return TypedResults.Ok(new RecoveryReply(codes));
    }

    static async Task<IResult> Renew(PresentPassword request, Caller caller, Users users, SignIns signIns, SecondFactors factors)
    {
        var (user, refused) = await Proved(request, caller, users, signIns);
        if (user is null)
        {
            return refused!;
        }
        var (codes, problem) = await factors.Renew(user);
        return problem is null ? TypedResults.Ok(new RecoveryReply(codes)) : problem.ToResult();
    }

    static async Task<IResult> TurnOff(PresentPassword request, Caller caller, Users users, SignIns signIns, SecondFactors factors)
    {
        var (user, refused) = await Proved(request, caller, users, signIns);
        return user is null ? refused! : await factors.TurnOff(user) is { } problem ? problem.ToResult() : TypedResults.NoContent();
    }

    static async Task<(Stored<UserAccount>? User, IResult? Refused)> Proved(PresentPassword request, Caller caller, Users users, SignIns signIns)
    {
        var (user, refused) = await AccountEndpoints.Find(caller, users);
        refused ??= await signIns.CheckPresent(user!.Value, request.Present);
        return refused is null ? (user, null) : (null, refused);
    }
}
