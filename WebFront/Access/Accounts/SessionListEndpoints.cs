using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Access.Accounts;

/// <param name="User">Whose it is.</param>
/// <param name="LastSeenAt">To the hour.</param>
/// <param name="EndsAt">When it ends by itself, however busy.</param>
/// <param name="Address">Whence the person signed in; null where unknown.</param>
/// <param name="Agent">What the browser called itself; null where it did not say.</param>
/// <param name="Current">The session that asks.</param>
sealed record SessionEntry(
    string Id, string User, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset EndsAt, string? Address, string? Agent, bool Current);

sealed record SessionList(IReadOnlyList<SessionEntry> Items);

/// <summary>Where people are signed in: each sees and ends their own, administrators everybody's.</summary>
static class SessionListEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder endpoints)
    {
        var sessions = endpoints.MapGroup("/api/v1/sessions").WithTags("Session").RequireRole(Role.Viewer).LimitBody();

        sessions.MapGet("", List).WithName("listSessions").WithSummary("List the sessions of people who are signed in")
            .WithDescription("One's own, newest first; an administrator's list has everybody's. `user` asks for one person's.");

        sessions.MapDelete("/{id}", End).WithName("endSession").WithSummary("End a session")
            .WithDescription("Its cookie is worth nothing from now on, and its open connections end within two seconds. One's own; an administrator anybody's.")
            .Produces(StatusCodes.Status204NoContent);
    }

    static async Task<Ok<SessionList>> List(Sessions sessions, Caller caller, HttpContext http, CancellationToken cancellation, string? user = null)
    {
        var (mine, wanted) = (Caller.CredentialOf(http.User)?.Id, user is null ? null : Users.KeyOf(user));
        return TypedResults.Ok(new SessionList([.. (await sessions.Standing(cancellation))
            .Where(s => MaySee(caller, s) && (wanted is null || s.User == wanted))
            .Select(s => new SessionEntry(s.Id, s.User, s.CreatedAt, s.LastSeenAt, sessions.EndOf(s), s.Address, s.Agent, s.Id == mine))]));
    }

    static async Task<IResult> End(string id, Sessions sessions, Caller caller, HttpContext http)
    {
        if (await sessions.Get(id) is not { } session || !MaySee(caller, session.Value) || !await sessions.Delete(id))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "unknown_session", "There is no such session.", "It may have ended already; look at the list of sessions.");
        }
        if (Caller.CredentialOf(http.User)?.Id == id)
        {
            await SessionCookie.Forget(http);
        }
        return TypedResults.NoContent();
    }

    static bool MaySee(Caller caller, Session session) => caller.Role == Role.Admin || (caller.Kind == "user" && caller.Name == session.User);
}
