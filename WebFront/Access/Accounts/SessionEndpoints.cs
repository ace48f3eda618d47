using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.WebFront.Access.Limits;
using VideoWall.WebFront.Access.Middleware;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access.Accounts;

/// <param name="Code">Of the authenticator app, or a recovery code, where the account has a second factor.</param>
sealed record SignInRequest(string? Username, string? Password, string? Code = null);

sealed record SetupRequest(string? Token, string? Password);

sealed record SetupToken(string? Token);

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
            .WithDescription("Sets the cookie `__Host-vw_session`, or `vw_session` without TLS and below a path. From a browser only our own pages may call this (antiforgery by Sec-Fetch-Site and Origin). "
                + "An account with a second factor gets 401 `second_factor_needed`: send the same again with `code`.")
            .Produces<SessionReply>();

        session.MapGet("", (Caller caller) => TypedResults.Ok(Reply(caller.Kind == "user" ? caller.Name : caller.By, caller.Role)))
            .RequireRole(Role.Viewer)
            .WithName("whoAmI").WithSummary("Who am I");

        session.MapDelete("", SignOut)
            .WithName("signOut").WithSummary("Sign out")
            .WithDescription("Ends the session: copies of the cookie are worth nothing, and open connections end within two seconds.")
            .Produces(StatusCodes.Status204NoContent);

        var setup = endpoints.MapGroup("/api/v1/setup").WithTags(Tag).LimitBody(ErrorsSetup.StrangersBody).WithMetadata(new SameOriginOnly());

        setup.MapPost("", SetUp)
            .WithName("setUp").WithSummary("Make the first administrator")
            .WithDescription("Takes the one-time token that the program printed at its start, at most an hour ago; makes the user `admin` and signs it in.")
            .Produces<SessionReply>();

        setup.MapPost("/check", CheckSetup)
            .WithName("checkSetup").WithSummary("Ask whether a set-up link works")
            .WithDescription("204, or the refusal that `setUp` would give (403 `setup_token_wrong`, 409 `setup_done`, 410 `setup_link_expired`).")
            .Produces(StatusCodes.Status204NoContent);
    }

    static async Task<IResult> SignIn(SignInRequest request, HttpContext context, SignIns signIns)
    {
        var name = Users.KeyOf(request.Username);
        if (name.Length == 0 || string.IsNullOrEmpty(request.Password))
        {
            var field = name.Length == 0 ? "username" : "password";
            return Problems.Of(StatusCodes.Status400BadRequest, "invalid", $"{field} is empty.", "Type your name and your password.", field);
        }
        var (user, refused) = await signIns.Check(context, name, request.Password, request.Code);
        return user is null ? refused! : await SignedIn(context, user);
    }

    // A ValueTask, for a Task would make it a RequestDelegate, whose result nobody writes.
    static async ValueTask<IResult> SignOut(HttpContext context)
    {
        await SessionCookie.SignOut(context);
        return TypedResults.NoContent();
    }

    static async Task<IResult> SetUp(SetupRequest request, HttpContext context, FirstAdministrator first, FailureLimits limits, KnownDevices devices)
    {
        var (user, problem) = await first.SetUp(request.Token, request.Password);
        if (user is null)
        {
            return Refused(problem!, context, limits);
        }
        devices.Remember(context, user.Name);
        return await SignedIn(context, user);
    }

    static async Task<IResult> CheckSetup(SetupToken request, HttpContext context, FirstAdministrator first, FailureLimits limits) =>
        await first.Check(request.Token) is { } problem ? Refused(problem, context, limits) : TypedResults.NoContent();

    static async Task<IResult> SignedIn(HttpContext context, UserAccount user)
    {
        await SessionCookie.SignIn(context, user);
        return TypedResults.Ok(Reply(user.Name, user.Role));
    }

    // A right token is never held up: it cannot be guessed.
    static IResult Refused(Problem problem, HttpContext context, FailureLimits limits)
    {
        if (problem.Status != StatusCodes.Status403Forbidden)
        {
            return problem.ToResult();
        }
        var origin = Origin.Of(context.Connection.RemoteIpAddress);
        if (!limits.SetupTokens.TryEnter(origin, FailureLimits.Everything, out var wait))
        {
            return Problems.TooManyTries(wait);
        }
        limits.SetupTokens.Failed(origin, FailureLimits.Everything);
        return problem.ToResult();
    }

    static SessionReply Reply(string name, Role role) => new(new(name, role));
}
