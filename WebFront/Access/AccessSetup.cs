using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Access.Accounts.TwoFactor;
using VideoWall.WebFront.Access.Keys;
using VideoWall.WebFront.Access.Limits;
using VideoWall.WebFront.Access.Middleware;

namespace VideoWall.WebFront.Access;

/// <summary>Who may come in: people with a cookie, programs with a key; and what browsers must be told.</summary>
public static class AccessSetup
{
    // OWASP's advice for PBKDF2 with HMAC-SHA-512 (Password Storage Cheat Sheet); about a tenth of a second.
    const int HashRounds = 210_000;

    /// <summary>Needs an <see cref="IDocuments"/> and an <see cref="IListings"/> among the services. <see cref="AccessOptions.Validate"/> is the caller's to check.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, AccessOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FailureLimits>();
        services.AddSingleton<BodyWaits>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashRounds);
        services.AddSingleton<Passwords>();
        services.AddSingleton<Users>().AddSingleton<SecondFactors>().AddSingleton<SignIns>().AddSingleton<KnownDevices>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<OpenConnections>().AddHostedService(s => s.GetRequiredService<OpenConnections>());
        services.AddSingleton(s => new FirstAdministrator(
            s.GetRequiredService<IDocuments>(), s.GetRequiredService<Users>(), s.GetRequiredService<Passwords>(), options, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<FirstAdministrator>>()));
        services.AddSingleton(s => new ApiKeys(
            s.GetRequiredService<IDocuments>(), options, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ApiKeys>>()));

        services.AddDataProtection().SetApplicationName("VideoWall");
        services.AddOptions<KeyManagementOptions>().Configure<IDocuments>((keys, documents) => keys.XmlRepository = new DocumentXmlRepository(documents));
        // It warns that the keys are not encrypted further; DocumentXmlRepository says why that is as it should be.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));

        // No default scheme: what needs nobody's name (pages, webhooks, health) must not need the store either.
        services.AddAuthentication()
            .AddPolicyScheme(AccessSchemes.Caller, null, scheme => scheme.ForwardDefaultSelector = context =>
                ApiKeyHandler.KeyOf(context.Request) is null ? AccessSchemes.Cookie : AccessSchemes.Key)
            .AddCookie(AccessSchemes.Cookie, cookie => SessionCookie.Configure(cookie, options))
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(AccessSchemes.Key, null);
        Roles.AddPolicies(services.AddAuthorizationBuilder());
        return services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccessJson.Default));
    }

    /// <summary>The client's address, as trusted proxies report it: before everything that looks at it.</summary>
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<AccessOptions>();
        return app.UseForwardedHeaders(KnownProxies.Parse(options.TrustedProxies).ToOptions());
    }

    /// <summary>Before everything that answers.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.UseMiddleware<SecurityHeadersMiddleware>();

    /// <summary>After routing, before the endpoints.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) =>
        app.UseMiddleware<SameOriginMiddleware>().UseAuthentication().UseAuthorization();

    /// <summary>Session, set-up, own account, users and keys.</summary>
    public static void MapAccess(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSession();
        endpoints.MapAccount();
        endpoints.MapSessions();
        endpoints.MapUsers();
        endpoints.MapKeys();
    }
}
