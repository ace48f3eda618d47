using System.Net.Sockets;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Errors;

public sealed class ErrorsTests : IAsyncLifetime
{
    sealed record Seating(int PageSize, string? Title, Nested? Nested);

    sealed record Nested(bool On)
    {
        [JsonConverter(typeof(GivenConverter<string?>))]
        public Given<string?> Note { get; init; }
    }

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

    [Theory]
    [InlineData("""{"title":"a\u0000b"}""", "title")]
    [InlineData("""{"title":"a\u0007b"}""", "title")]
    [InlineData("""{"title":"a\u009fb"}""", "title")]
    [InlineData("""{"title":"\ud83d"}""", "title")]
    [InlineData("""{"title":"\ude00\ud83d"}""", "title")]
    [InlineData("""{"nested":{"on":true,"note":"a\u0000b"}}""", "nested.note")]
    public async Task A_text_that_nothing_can_keep_names_the_field(string body, string field)
    {
        var refused = (await anybody.PostText("/api/test/seating", body)).Is(400, "invalid");
        Assert.Equal(field, refused.Field);
        Assert.Contains("Leave that out", refused["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_no_text() => Assert.Equal(
        "title", (await anybody.PostBytes("/api/test/seating", [.. "{\"title\":\""u8, 0xff, 0xed, 0xa0, 0x80, .. "\"}"u8], "application/json")).Is(400, "invalid").Field);

    [Theory]
    [InlineData("""{"title":"Bern\tStadt\r\n 👨‍👩‍👧‍👦 \ud83d\ude00"}""")]
    [InlineData("""{"nested":{"on":true,"note":"\ud83d\ude00"}}""")]
    [InlineData("""{"nested":{"on":true,"note":null}}""")]
    public async Task Any_other_text_comes_in(string body) => (await anybody.PostText("/api/test/seating", body)).Is(200);

    [Theory]
    [InlineData("/api/test/list?limit=%00", "limit")]
    [InlineData("/api/test/list?limit=1&state=%00", "state")]
    [InlineData("/api/test/list?limit=1&state=a%07", "state")]
    [InlineData("/api/test/list?limit=1&state=ok&state=%1B", "state")]
    [InlineData("/api/test/list?limit=1&a%00b=1", "ab")]
    [InlineData("/nothing?limit=%00", "limit")]
    public async Task A_query_that_nothing_can_keep_names_the_parameter(string path, string field) =>
        Assert.Equal(field, (await anybody.Get(path)).Is(400, "invalid").Field);

    [Theory]
    [InlineData("zz")]
    [InlineData("-1")]
    [InlineData("ffffffffffffffff")]
    [InlineData("5;\0")]
    public async Task A_chunk_of_a_size_that_is_none_is_invalid(string size)
    {
        using var line = new TcpClient(host.Address.Host, host.Address.Port);
        await using var stream = line.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            $"POST /api/test/seating HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{size}\r\n{{}}\r\n0\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"invalid\"", answer, StringComparison.Ordinal);
    }

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
