using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.WebFront.Access.Middleware;
using VideoWall.WebFront.Access.Limits;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access.Accounts;

sealed record SignInRequest(string? Username, string? Password);

sealed record SetupRequest(string? Token, string? Password);

sealed record SessionReply(SessionUser User);

sealed record SessionUser(string Name, Role Role);

/// <summary>Signing in and out, and the first administrator's set-up.</summary>
static class SessionEndpoints
{
    const string Tag = "Session";

    public static void MapSession(this IEndpointRouteBuilder endpoints)
    {
        var session = endpoints.MapGroup("/api/v1/session").WithTags(Tag).LimitBody(ErrorsSetup.StrangersBody);

        session.MapPost("", SignIn).WithMetadata(new SameOriginOnly())
            .WithName("signIn").WithSummary("Sign in")
            .WithDescription("Sets the cookie `vw_session`. From a browser only our own pages may call this (antiforgery by Sec-Fetch-Site and Origin).")
            .Produces<SessionReply>();

        session.MapGet("", (Caller caller) => TypedResults.Ok(Reply(caller.Kind == "user" ? caller.Name : caller.By, caller.Role)))
            .RequireRole(Role.Viewer)
            .WithName("whoAmI").WithSummary("Who am I");

        session.MapDelete("", SignOut)
            .WithName("signOut").WithSummary("Sign out")
            .Produces(StatusCodes.Status204NoContent);

        endpoints.MapPost("/api/v1/setup", SetUp).WithTags(Tag).LimitBody(ErrorsSetup.StrangersBody).WithMetadata(new SameOriginOnly())
            .WithName("setUp").WithSummary("Make the first administrator")
            .WithDescription("Takes the one-time token that the program printed at its first start, makes the user `admin` and signs it in.")
            .Produces<SessionReply>();
    }

    static async Task<IResult> SignIn(SignInRequest request, HttpContext context, Users users, FailureLimits limits)
    {
        var (name, address) = (Users.KeyOf(request.Username), context.Connection.RemoteIpAddress);
        if (name.Length == 0 || string.IsNullOrEmpty(request.Password))
        {
            var field = name.Length == 0 ? "username" : "password";
            return Problems.Of(StatusCodes.Status400BadRequest, "invalid", $"{field} is empty.", "Type your name and your password.", field);
        }
        if (!limits.Passwords.TryEnter(address, name, out var wait))
        {
            return Problems.TooManyTries(wait);
        }
        if (await users.SignIn(name, request.Password, () => limits.Passwords.TryEnter(address, name, out wait)) is { } user)
        {
            await SessionCookie.SignIn(context, user);
            return TypedResults.Ok(Reply(user.Name, user.Role));
        }
        if (wait > TimeSpan.Zero)
        {
            return Problems.TooManyTries(wait);
        }
        limits.Passwords.Failed(address, name);
        return Problems.Of(StatusCodes.Status401Unauthorized, "sign_in_wrong", "The name or the password is wrong.", "Check both, and try again.");
    }

    // A ValueTask, for a Task would make it a RequestDelegate, whose result nobody writes.
    static async ValueTask<IResult> SignOut(HttpContext context)
    {
        await SessionCookie.SignOut(context);
        return TypedResults.NoContent();
    }

    static async Task<IResult> SetUp(SetupRequest request, HttpContext context, FirstAdministrator first, FailureLimits limits)
    {
        var address = context.Connection.RemoteIpAddress;
        if (!limits.Passwords.TryEnter(address, null, out var wait))
        {
            return Problems.TooManyTries(wait);
        }
        var (user, problem) = await first.SetUp(request.Token, request.Password);
        if (user is null)
        {
            if (problem!.Status == StatusCodes.Status403Forbidden)
            {
                limits.Passwords.Failed(address);
            }
            return problem.ToResult();
        }
        await SessionCookie.SignIn(context, user);
        return TypedResults.Ok(Reply(user.Name, user.Role));
    }

    static SessionReply Reply(string name, Role role) => new(new(name, role));
}
