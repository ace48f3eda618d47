using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VideoWall.WebFront.Access.Accounts.TwoFactor;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Idempotency;

namespace VideoWall.WebFront.Access.Accounts;

/// <param name="Name">Letters, digits and <c>. _ - @</c>; capitals make no difference.</param>
/// <param name="Password">10 to 200 characters, not a common one.</param>
sealed record NewUser(string? Name, string? Password, Role? Role);

/// <summary>Changes what is there.</summary>
/// <param name="Present">The own present password, for somebody who is signed in and changes it.</param>
sealed record UserChange(string? Password = null, Role? Role = null, string? Present = null);

/// <param name="SecondFactor">Whether signing in takes a code too.</param>
sealed record UserReply(string Name, Role Role, DateTimeOffset CreatedAt, bool SecondFactor);

sealed record UserList(IReadOnlyList<UserReply> Items);

/// <summary>The people who may sign in, for administrators.</summary>
static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder endpoints)
    {
        var users = endpoints.MapGroup("/api/v1/users").WithTags("Users").RequireRole(Role.Admin).LimitBody().WithMetadata(new TakesPassword());

        users.MapGet("", List).WithName("listUsers").WithSummary("List the users");

        users.MapPost("", Create).WithName("createUser").WithSummary("Make a user")
            .Produces<UserReply>(StatusCodes.Status201Created);

        users.MapPatch("/{name}", Change).WithName("changeUser").WithSummary("Change a user's password or role")
            .WithDescription("A new password signs the user out everywhere; the own one takes `present` too (403 `password_wrong`). Open connections end within two seconds; with a new role they may come back. The last administrator keeps the role (409 `last_admin`).")
            .Produces<UserReply>();

        users.MapDelete("/{name}", Delete).WithName("deleteUser").WithSummary("Delete a user")
            .WithDescription("Takes effect at once, cookies included; open connections end within two seconds. The last administrator cannot be deleted (409 `last_admin`).")
            .Produces(StatusCodes.Status204NoContent);

        users.MapDelete("/{name}/second-factor", ResetSecondFactor).WithName("resetSecondFactor").WithSummary("Take a user's second factor away")
            .WithDescription("For somebody who lost the phone and the recovery codes: from now on the password alone signs in.")
            .Produces(StatusCodes.Status204NoContent);
    }

    static async Task<Ok<UserList>> List(Users users, CancellationToken cancellation) =>
        TypedResults.Ok(new UserList([.. (await users.All(cancellation)).Select(u => Reply(u.Value))]));

    static async Task<IResult> Create(NewUser request, Users users)
    {
        if (request.Role is not { } role)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "invalid", "role is missing.", "Use viewer, moderator, producer or admin.", "role");
        }
        var (user, problem) = await users.Create(request.Name, request.Password, role);
        return user is null ? problem!.ToResult() : TypedResults.Created($"/api/v1/users/{Uri.EscapeDataString(user.Name)}", Reply(user));
    }

    static async Task<IResult> Change(string name, UserChange request, Users users, SignIns signIns, Caller caller, HttpContext context)
    {
        var isOwn = request.Password is not null && caller == Caller.User(Users.KeyOf(name), caller.Role);
        if (isOwn && await users.Find(caller.Name) is { } me && await signIns.CheckPresent(me.Value, request.Present) is { } refused)
        {
            return refused;
        }
        var (user, problem) = await users.Change(name, request.Password, request.Role);
        if (user is null)
        {
            return problem!.ToResult();
        }
        if (isOwn)
        {
            await SessionCookie.SignIn(context, user); // whoever changes his own password stays signed in here
        }
        return TypedResults.Ok(Reply(user));
    }

    static async Task<IResult> Delete(string name, Users users) =>
        await users.Remove(name) is { } problem ? problem.ToResult() : TypedResults.NoContent();

    static async Task<IResult> ResetSecondFactor(string name, Users users, SecondFactors factors)
    {
        var problem = await users.Find(name) is { } user ? await factors.TurnOff(user) : Users.Unknown;
        return problem is null ? TypedResults.NoContent() : problem.ToResult();
    }

    static UserReply Reply(UserAccount user) => new(user.Name, user.Role, user.CreatedAt, user.SecondFactor is { ConfirmedAt: not null });
}
