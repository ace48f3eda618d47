using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.WebFront.Access.Accounts.TwoFactor;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Idempotency;

namespace VideoWall.WebFront.Access.Accounts;

/// <param name="SecondFactor">Null for somebody who signs in by password alone.</param>
sealed record AccountReply(string Name, Role Role, SecondFactorReply? SecondFactor);

/// <param name="RecoveryCodesLeft">Of ten.</param>
sealed record SecondFactorReply(DateTimeOffset Since, int RecoveryCodesLeft);

/// <param name="Present">The present password.</param>
/// <param name="Password">The new one, 10 to 200 characters.</param>
sealed record PasswordChange(string? Present, string? Password);

/// <summary>What everybody may do with the own account, whatever the role.</summary>
static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder endpoints)
    {
        var account = endpoints.MapGroup("/api/v1/account").WithTags("Account").RequireRole(Role.Viewer).LimitBody();

        account.MapGet("", Mine).WithName("getAccount").WithSummary("My account").Produces<AccountReply>();

        account.MapPost("/password", ChangePassword).WithMetadata(new TakesPassword())
            .WithName("changePassword").WithSummary("Change my password")
            .WithDescription("Asks for the present one (403 `password_wrong`). All other sessions of this account are over; this one goes on.")
            .Produces(StatusCodes.Status204NoContent);

        account.MapSecondFactor();
    }

    /// <summary>The account of a person who is signed in; keys have none.</summary>
    public static async Task<(Stored<UserAccount>? User, IResult? Refused)> Find(Caller caller, Users users) =>
        caller.Kind != "user" ? (null, Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "An API key has no account.", "Sign in as a person."))
        : await users.Get(caller.Name) is { } user ? (user, null)
        : (null, AccessProblems.SignedOut());

    static async Task<IResult> Mine(Caller caller, Users users)
    {
        var (user, refused) = await Find(caller, users);
        return user is null ? refused! : TypedResults.Ok(new AccountReply(
            user.Value.Name, user.Value.Role, user.Value.SecondFactor is { ConfirmedAt: { } since } factor ? new(since, factor.RecoveryHashes.Length) : null));
    }

    static async Task<IResult> ChangePassword(PasswordChange request, Caller caller, HttpContext context, Users users, SignIns signIns)
    {
        var (user, refused) = await Find(caller, users);
        refused ??= await signIns.CheckPresent(user!.Value, request.Present);
        if (refused is not null)
        {
            return refused;
        }
        var (changed, problem) = await users.Change(caller.Name, request.Password ?? "", null);
        if (changed is null)
        {
            return problem!.ToResult();
        }
        await SessionCookie.SignIn(context, changed);
        return TypedResults.NoContent();
    }
}
