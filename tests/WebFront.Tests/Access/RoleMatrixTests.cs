using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>
/// Every endpoint, asked by everybody. A new endpoint needs a line here, and so a thought about who may call it.
/// </summary>
public sealed class RoleMatrixTests
{
    /// <summary>
    /// Who is let in: <c>anyone</c>, a role with all those above it, a <c>person</c> who is signed in (and no key), <c>nobody</c> (it goes by
    /// something else), and tokens of hubs. All others hear 401, or 403 where their role or their token is too little. Asked from top to
    /// bottom, each line by the callers in their order: what signs everybody out is last, and its one person who may do so comes before the keys.
    /// </summary>
    const string Table =
        """
        GET    /                                       anyone
        GET    /join                                   anyone
        GET    /join/{code}                            anyone
        GET    /j/{key}                                anyone
        GET    /wall/{code}                            anyone
        GET    /admin/{**path}                         anyone
        GET    /healthz                                anyone
        GET    /readyz                                 anyone
        GET    /api/health                             anyone
        GET    /api/healthz                            anyone
        GET    /metrics                                anyone
        GET    /openapi/v1.json                        anyone
        GET    /docs/{documentName?}                   anyone
        GET    /docs/scalar.js                         anyone
        GET    /docs/scalar.aspnetcore.js              anyone
        GET    /docs/favicon.svg                       anyone
        POST   /livekit/webhook                        nobody
        GET    /direct                                 anyone
        GET    /hubs/wall                              viewer, wall
        POST   /hubs/wall/negotiate                    viewer, wall
        GET    /hubs/church                            nobody, church
        POST   /hubs/church/negotiate                  nobody, church
        GET    /api/v1/config                          anyone
        POST   /api/v1/join                            anyone
        POST   /api/v1/wall                            anyone
        POST   /api/v1/leave                           nobody, church
        POST   /api/v1/setup                           anyone
        POST   /api/v1/setup/check                     anyone
        POST   /api/v1/session                         anyone
        GET    /api/v1/session                         viewer
        GET    /api/v1/sessions                        viewer
        DELETE /api/v1/sessions/{id}                   viewer
        GET    /api/v1/account                         person
        POST   /api/v1/account/password                person
        POST   /api/v1/account/second-factor           person
        POST   /api/v1/account/second-factor/confirm   person
        POST   /api/v1/account/second-factor/recovery-codes person
        POST   /api/v1/account/second-factor/off       person
        GET    /api/v1/processes                       admin
        GET    /api/v1/users                           admin
        POST   /api/v1/users                           admin
        PATCH  /api/v1/users/{name}                    admin
        DELETE /api/v1/users/{name}                    admin
        DELETE /api/v1/users/{name}/second-factor      admin
        GET    /api/v1/keys                            admin
        POST   /api/v1/keys                            admin
        DELETE /api/v1/keys/{id}                       admin
        GET    /api/v1/churches                        producer
        POST   /api/v1/churches                        producer
        POST   /api/v1/churches/import                 producer
        GET    /api/v1/churches/{id}                   producer
        PATCH  /api/v1/churches/{id}                   producer
        DELETE /api/v1/churches/{id}                   producer
        POST   /api/v1/churches/{id}/link              producer
        GET    /api/v1/services                        viewer
        POST   /api/v1/services                        producer
        GET    /api/v1/services/{id}                   viewer
        PATCH  /api/v1/services/{id}                   producer
        DELETE /api/v1/services/{id}                   producer
        POST   /api/v1/services/{id}/open              moderator
        POST   /api/v1/services/{id}/end               moderator
        POST   /api/v1/services/{id}/wall-key          producer
        POST   /api/v1/services/{id}/actions/{action}  moderator
        GET    /api/v1/services/{id}/acts              viewer
        POST   /api/v1/services/{id}/preview           viewer
        GET    /api/v1/services/{id}/roster            viewer
        GET    /api/v1/services/{id}/attendance        viewer
        POST   /api/v1/services/{id}/simulation        moderator
        DELETE /api/v1/services/{id}/simulation        moderator
        DELETE /api/v1/sessions                        admin
        DELETE /api/v1/session                         anyone
        """;

    static readonly string[] Roles = ["viewer", "moderator", "producer", "admin"];

    static readonly IReadOnlyList<Row> Rows = [.. Table.Split('\n').Select(Row.Parse)];

    int addresses;

    [Fact]
    public async Task Every_endpoint_has_its_line_and_every_line_its_endpoint()
    {
        await using var host = await TestHost.StartWhole();
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => MethodsOf(endpoint).Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"));
        var lines = Rows.Select(r => $"{r.Method} {r.Path}").ToList();
        Assert.Equal(lines.Distinct(), lines);
        Assert.Empty(endpoints.Except(lines));
        Assert.Empty(lines.Except(endpoints));
    }

    [Fact]
    public async Task Everybody_is_let_in_where_the_table_says_so_and_nowhere_else()
    {
        await using var host = await TestHost.StartWhole();
        var callers = await Callers(host);
        List<string> wrong = [];
        foreach (var row in Rows)
        {
            foreach (var (name, role, client) in callers)
            {
                // Wrong keys are counted by address, and this is not about them.
                client.Headers["X-Forwarded-For"] = $"2001:db8:{++addresses:x}::1";
                var answer = await client.Send(new(row.Method), row.Example, row.Body);
                if (!row.Expects(name, role, answer))
                {
                    wrong.Add($"{row.Method} {row.Path} by {name}: {answer.Status}");
                }
            }
        }
        Assert.Empty(wrong);
    }

    /// <summary>With their roles; those without one are nobody to the API, whatever they carry.</summary>
    static async Task<IReadOnlyList<(string Name, string? Role, Client Client)>> Callers(TestHost host)
    {
        var admin = host.Key();
        var service = (await admin.Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        var wallKey = service["wallUrl"].Split("key=")[1];
        var church = (await host.Anybody().Post("/api/v1/join", new { code = service["code"], name = "Bern" })).Is(200)["hubToken"];
        var wall = (await host.Anybody().Post("/api/v1/wall", new { code = service["code"], key = wallKey })).Is(200)["hubToken"];
        var deleted = (await admin.Post("/api/v1/keys", new { name = "deleted", role = "admin" })).Is(201);
        (await admin.Delete($"/api/v1/keys/{deleted["id"]}")).Is(204);
        var signedOut = await host.SignedIn();
        var copy = signedOut.Cookie;
        (await signedOut.Delete("/api/v1/session")).Is(204);
        signedOut.Cookie = copy;

        List<(string Name, string? Role, Client Client)> callers =
        [
            ("nobody", null, host.Anybody()), ("church", null, host.Key(church)), ("wall", null, host.Key(wall)), ("a wall's key", null, host.Key(wallKey)),
            ("a deleted key", null, host.Key(deleted["key"])), ("somebody signed out", null, signedOut),
        ];
        foreach (var role in Roles)
        {
            var key = (await admin.Post("/api/v1/keys", new { name = role, role })).Is(201)["key"];
            (await admin.Post("/api/v1/users", new { name = $"the-{role}", password = "a long pass phrase", role })).Is(201);
            callers.Add(($"the {role}", role, await host.SignedIn($"the-{role}", "a long pass phrase")));
            callers.Add(($"the {role}'s key", role, host.Key(key)));
        }
        callers.Add(("the settings' key", "admin", host.Key()));
        return callers;
    }

    // HEAD is GET without the body. A hub names no methods: it is opened with GET, after POST to its negotiation where there is one.
    static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Where(m => m is not "HEAD" and not "OPTIONS")
        ?? [endpoint.RoutePattern.RawText!.EndsWith("/negotiate", StringComparison.Ordinal) ? "POST" : "GET"];

    sealed record Row(string Method, string Path, string LeastRole, IReadOnlyList<string> Tokens)
    {
        /// <summary>An address of this kind, of things that are not there.</summary>
        public string Example => System.Text.RegularExpressions.Regex.Replace(Path, @"\{[^}]+\}", "none");

        /// <summary>Of the kind that it takes; any other is refused before anybody looks at who sends it.</summary>
        public StringContent? Body => Method == "GET" ? null : new("{}", null, Path.EndsWith("/import", StringComparison.Ordinal) ? "text/csv" : "application/json");

        public static Row Parse(string line)
        {
            var words = line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            return new(words[0], words[1], words[2], words[3..]);
        }

        public bool Expects(string name, string? role, Answer answer)
        {
            var status = answer.Status;
            // Whoever is asked for the present password is in.
            var isIn = status is not (401 or 403) and < 500 || answer.Text.Contains("\"password_wrong\"", StringComparison.Ordinal);
            return LeastRole == "anyone" || Tokens.Contains(name) ? isIn
                : LeastRole == "person" && role is not null ? (name.EndsWith("key", StringComparison.Ordinal) ? status is 403 : isIn)
                : role is null || LeastRole == "nobody" ? status is 401 || (status is 403 && name is "church" or "wall")
                : Array.IndexOf(Roles, role) >= Array.IndexOf(Roles, LeastRole) ? isIn
                : status is 403;
        }
    }
}
