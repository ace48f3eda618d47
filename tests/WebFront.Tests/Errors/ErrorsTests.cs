using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Errors;

public sealed class ErrorsTests : IAsyncLifetime
{
    sealed record Seating(int PageSize, string? Title, Nested? Nested);

    sealed record Nested(bool On);

    sealed record Strict
    {
        public required string Title { get; init; }
    }

    TestHost host = null!;
    Client anybody = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.Start(map: app =>
        {
            app.MapPost("/api/test/seating", (Seating seating) => seating.PageSize).LimitBody();
            app.MapPost("/api/test/strict", (Strict strict) => strict.Title);
            app.MapGet("/api/test/list", (string limit) => QueryField.Number("limit", limit, 1, 9, out _) is { } wrong ? Problems.Of(wrong) : Results.Ok());
            app.MapGet("/api/test/bug", string () => throw new InvalidOperationException("secret inside"));
            app.MapGet("/api/test/cursor", string (string cursor) => throw new ArgumentException("no", nameof(cursor)));
        });
        anybody = host.Anybody();
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("""{"pageSize":"many"}""", "pageSize")]
    [InlineData("""{"pageSize":1.5}""", "pageSize")]
    [InlineData("""{"title":7}""", "title")]
    [InlineData("""{"nested":{"on":1}}""", "nested.on")]
    public async Task A_wrong_type_names_the_field(string body, string field) =>
        Assert.Equal(field, (await anybody.PostText("/api/test/seating", body)).Is(400, "invalid").Field);

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("""{"pageSize":1,}""")]
    public async Task Anything_but_json_is_invalid(string body) =>
        (await anybody.PostText("/api/test/seating", body)).Is(400, "invalid");

    [Fact]
    public async Task A_missing_member_is_named() =>
        Assert.Equal("title", (await anybody.PostText("/api/test/strict", "{}")).Is(400, "invalid").Field);

    [Fact]
    public async Task Unknown_members_are_ignored() =>
        (await anybody.PostText("/api/test/seating", """{"pageSize":3,"colour":"red"}""")).Is(200);

    [Theory]
    [InlineData("/api/test/list?limit=x")]
    [InlineData("/api/test/list")]
    [InlineData("/api/test/list?limit=99999999999")]
    public async Task A_wrong_parameter_is_named(string path) =>
        Assert.Equal("limit", (await anybody.Get(path)).Is(400, "invalid").Field);

    [Fact]
    public async Task A_foreign_cursor_is_invalid() =>
        Assert.Equal("cursor", (await anybody.Get("/api/test/cursor?cursor=x")).Is(400, "invalid").Field);

    [Fact]
    public async Task Unknown_paths_wrong_methods_wrong_types_and_large_bodies_are_problems()
    {
        (await anybody.Get("/api/v1/nothing")).Is(404, "not_found");
        (await anybody.Post("/nothing")).Is(404, "not_found");
        var wrong = (await anybody.Patch("/api/v1/session", new { })).Is(405, "method_not_allowed");
        Assert.Contains("DELETE", wrong.Headers["Allow"], StringComparison.Ordinal);
        (await anybody.PostText("/api/test/seating", "{}", "text/plain")).Is(415, "unsupported_media_type");
        (await anybody.PostText("/api/test/seating", $$"""{"title":"{{new string('x', 70_000)}}"}""")).Is(413, "too_large");
    }

    [Fact]
    public async Task Our_own_faults_tell_nothing_of_themselves()
    {
        var fault = (await anybody.Get("/api/test/bug")).Is(500, "fault");
        Assert.DoesNotContain("secret", fault.Text, StringComparison.Ordinal);
        Assert.Equal("nosniff", fault.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-store", fault.Headers["Cache-Control"]);
    }
}
