using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace VideoWall.WebFront.Access;

/// <summary>The role that an endpoint demands, for its refusal and for the published description.</summary>
public sealed record RoleRequired(Role Role);

public static class Roles
{
    /// <summary>Lets in callers of this role and above. Others get 401 <c>signed_out</c> or 403 <c>forbidden</c>.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder builder, Role role)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(PolicyOf(role)).WithMetadata(new RoleRequired(role));

    internal static string PolicyOf(Role role) => NameOf(role);

    /// <summary>The role's name on the wire.</summary>
    internal static string NameOf(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Moderator => "moderator",
        Role.Producer => "producer",
        _ => "admin",
    };

    internal static void AddPolicies(AuthorizationBuilder authorization)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            authorization.AddPolicy(PolicyOf(role), policy => policy
                .AddAuthenticationSchemes(AccessSchemes.Caller)
                .RequireAuthenticatedUser()
                .RequireAssertion(context => Caller.Of(context.User) is { } caller && caller.Role >= role));
        }
    }
}
