using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.WebFront.OpenApi;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.OpenApi;

public sealed partial class OpenApiTests : IAsyncLifetime
{
    TestHost host = null!;
    JsonElement document;

    public async Task InitializeAsync()
    {
        host = await TestHost.StartWhole();
        document = (await host.Anybody().Get("/openapi/v1.json")).Is(200).Json;
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Judges_of_the_format_accept_it() => await OpenApiJudge.Accepts(document.GetRawText());

    [Fact]
    public async Task Generators_make_clients_of_it_whose_types_say_what_is_promised() => await OpenApiJudge.Generates(document.GetRawText());

    [Fact]
    public void Every_schema_says_something_and_numbers_are_numbers()
    {
        var schemas = Schemas(document).ToList();
        Assert.True(schemas.Count > 100);
        Assert.All(schemas, s => Assert.True(
            s.Schema.EnumerateObject().Any(p => p.Name is "type" or "$ref" or "enum" or "oneOf" or "anyOf" or "allOf"), $"{s.Where} is empty: {s.Schema}"));
        Assert.All(schemas.Where(s => s.Schema.TryGetProperty("type", out var type) && (type.ToString().Contains("integer", StringComparison.Ordinal) || type.ToString().Contains("number", StringComparison.Ordinal))),
            s => Assert.DoesNotContain("string", s.Schema.GetProperty("type").ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_csv_is_called_so()
    {
        var operations = Operations().ToDictionary(o => o.Operation.GetProperty("operationId").GetString()!, o => o.Operation);
        Assert.True(operations["importChurches"].GetProperty("requestBody").GetProperty("content").TryGetProperty("text/csv", out _));
        var attendance = operations["getAttendance"].GetProperty("responses").GetProperty("200").GetProperty("content");
        Assert.Equal("string", attendance.GetProperty("text/csv").GetProperty("schema").GetProperty("type").GetString());
        Assert.True(attendance.TryGetProperty("application/json", out _));
    }

    [Fact]
    public void It_is_3_1_and_says_who_it_is()
    {
        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("VideoWall", document.GetProperty("info").GetProperty("title").GetString());
        Assert.Equal(["apiKey", "cookie"], document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(s => s.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_api_route_is_in_it_with_a_name_a_summary_and_a_tag()
    {
        var described = Operations().Select(o => $"{o.Method} {o.Path}").ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = PlainPath(endpoint);
            if (path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/livekit/", StringComparison.Ordinal))
            {
                Assert.All(endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods, method => Assert.Contains($"{method} {path}", described));
            }
        }
        Assert.All(Operations(), o =>
        {
            Assert.NotEmpty(o.Operation.GetProperty("operationId").GetString()!);
            Assert.NotEmpty(o.Operation.GetProperty("summary").GetString()!);
            Assert.NotEqual(0, o.Operation.GetProperty("tags").GetArrayLength());
        });
    }

    [Fact]
    public void Every_operation_says_how_it_refuses() => Assert.All(Operations(), o =>
    {
        var problems = o.Operation.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] is '4' or '5' or 'd').ToList();
        Assert.Contains(problems, p => p.Name == "default");
        Assert.All(problems, p => Assert.Equal(
            p.Name == "422" ? "#/components/schemas/ImportProblem" : "#/components/schemas/Problem",
            p.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString()));
    });

    [Fact]
    public void Who_may_call_is_told()
    {
        var operations = Operations().ToDictionary(o => o.Operation.GetProperty("operationId").GetString()!, o => o.Operation);
        Assert.Equal(2, operations["listKeys"].GetProperty("security").GetArrayLength());
        Assert.Contains("`admin`", operations["listKeys"].GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.False(operations["signIn"].TryGetProperty("security", out _));
    }

    [Fact]
    public void Calls_that_change_something_take_an_idempotency_key()
    {
        var keyed = Operations().Where(o => o.Operation.TryGetProperty("parameters", out var parameters)
            && parameters.EnumerateArray().Any(p => p.GetProperty("name").GetString() == "Idempotency-Key" && p.GetProperty("in").GetString() == "header")).Select(o => o.Operation.GetProperty("operationId").GetString()!).ToHashSet();
        Assert.Superset(new HashSet<string> { "act", "createService", "changeService", "deleteService", "createKey", "importChurches", "deleteUser" }, keyed);
        Assert.Empty(keyed.Intersect(["signIn", "signOut", "setUp", "join", "openWall", "previewService", "livekitWebhook", "listServices", "getRoster"]));
    }

    [Fact]
    public void Texts_are_told_as_texts()
    {
        var join = document.GetProperty("components").GetProperty("schemas").GetProperty("JoinRequest").GetProperty("properties");
        Assert.All(["code", "key", "name", "city", "device"], name => Assert.Equal(["null", "string"], join.GetProperty(name).GetProperty("type").EnumerateArray().Select(t => t.GetString()).Order(StringComparer.Ordinal)));
        Assert.Equal("string", document.GetProperty("components").GetProperty("schemas").GetProperty("ServiceBody").GetProperty("properties").GetProperty("title").GetProperty("type").GetString());
    }

    [Fact]
    public void Bodies_have_schemas_and_examples()
    {
        var operations = Operations().ToDictionary(o => o.Operation.GetProperty("operationId").GetString()!, o => o.Operation);
        var create = operations["createUser"];
        var media = create.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
        Assert.Equal("ruth", media.GetProperty("example").GetProperty("name").GetString());
        var role = document.GetProperty("components").GetProperty("schemas").GetProperty("Role");
        Assert.Equal(["viewer", "moderator", "producer", "admin"], role.GetProperty("enum").EnumerateArray().Select(r => r.GetString()));
        Assert.True(operations["importChurches"].GetProperty("requestBody").GetProperty("content").TryGetProperty("text/csv", out _));
        var attendance = operations["getAttendance"].GetProperty("responses").GetProperty("200").GetProperty("content");
        Assert.Equal(["application/json", "text/csv"], attendance.EnumerateObject().Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.Equal("boolean", TypeOf("importChurches", "dryRun"));
        Assert.Equal("integer", TypeOf("listChurches", "limit"));

        string? TypeOf(string operation, string parameter) => operations[operation].GetProperty("parameters").EnumerateArray()
            .Single(p => p.GetProperty("name").GetString() == parameter).GetProperty("schema").GetProperty("type").GetString();
    }

    [Fact]
    public async Task Document_AskedForAgainInWhateverWay_IsTheSameOne()
    {
        var made = (await host.Anybody().Get("/openapi/v1.json")).Is(200);
        var again = (await host.Key().Get("/openapi/v1.json?x=1")).Is(200);
        Assert.Equal(made.Text, again.Text);
        Assert.All([made, again], answer => Assert.True(answer.Headers.ContainsKey("Age"), "it was made anew"));
        Assert.Equal("no-store", again.Headers["Cache-Control"]);
        (await host.Anybody().Get("/openapi/v2.json")).Is(404, "not_found");
    }

    [Fact]
    public async Task Page_OfTheApi_RunsUnderThePolicyAndAsksNobodyElse()
    {
        var page = (await host.Anybody().Get("/docs/")).Is(200);
        Assert.Equal("text/html", page.ContentType);
        Assert.DoesNotContain("://", page.Text, StringComparison.Ordinal);
        var nonce = Nonce().Match(page.Text).Groups["nonce"].Value;
        Assert.All(Script().Matches(page.Text), script => Assert.Contains($"nonce=\"{nonce}\"", script.Value, StringComparison.Ordinal));
        Assert.Contains($"script-src 'self' 'nonce-{nonce}';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain(nonce, (await host.Anybody().Get("/docs/")).Text, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", (await host.Anybody().Get("/")).Headers["Content-Security-Policy"], StringComparison.Ordinal);
        foreach (var file in (string[])["scalar.js", "scalar.aspnetcore.js"])
        {
            Assert.Equal("text/javascript", (await host.Anybody().Get($"/docs/{file}")).Is(200).ContentType);
        }
    }

    [Fact]
    public async Task Webhooks_are_judged_by_their_signature_whatever_their_type_is_called()
    {
        foreach (var type in new[] { "application/webhook+json", "application/json", "text/plain" })
        {
            (await host.Anybody().PostText("/livekit/webhook", "{}", type)).Is(401);
        }
    }

    [Fact]
    public void Examples_belong_to_operations_and_the_calls_with_bodies_have_one()
    {
        var operations = Operations().ToDictionary(o => o.Operation.GetProperty("operationId").GetString()!, o => o.Operation);
        Assert.All(ExampleTransformer.Operations, id => Assert.Contains(id, operations.Keys));
        var without = operations.Where(o => o.Value.TryGetProperty("requestBody", out var body)
            && !body.GetProperty("content").EnumerateObject().All(c => c.Value.TryGetProperty("example", out _))).Select(o => o.Key);
        Assert.Empty(without);
    }

    // Wherever a schema stands; what stands in an example is none.
    static IEnumerable<(string Where, JsonElement Schema)> Schemas(JsonElement node, string where = "", bool isSchema = false)
    {
        if (isSchema)
        {
            yield return (where, node);
        }
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var (at, item) in node.EnumerateArray().Index())
            {
                foreach (var inner in Schemas(item, $"{where}/{at}", where.EndsWith("Of", StringComparison.Ordinal)))
                {
                    yield return inner;
                }
            }
        }
        if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in node.EnumerateObject().Where(m => m.Name is not ("example" or "default" or "enum" or "required")))
            {
                var within = member.Name is "schema" or "items" or "additionalProperties" || where.EndsWith("/properties", StringComparison.Ordinal) || where == "/components/schemas";
                foreach (var inner in Schemas(member.Value, $"{where}/{member.Name}", within && member.Value.ValueKind == JsonValueKind.Object))
                {
                    yield return inner;
                }
            }
        }
    }

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();

    [GeneratedRegex("nonce=\"(?<nonce>[^\"]{16,})\"")]
    private static partial Regex Nonce();

    // Constraints ({id:int}) are no part of the published path.
    static string PlainPath(RouteEndpoint endpoint) =>
        "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            RoutePatternLiteralPart literal => literal.Content,
            _ => "",
        }))));

    IEnumerable<(string Method, string Path, JsonElement Operation)> Operations() =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name, path.Name, operation.Value);
}
