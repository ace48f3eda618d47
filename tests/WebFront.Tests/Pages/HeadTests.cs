using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Pages;

public sealed class HeadTests : IAsyncLifetime
{
    TestHost host = null!;

    public async Task InitializeAsync() => host = await TestHost.StartWhole();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Head_answers_as_get_does_at_every_address_but_for_the_body()
    {
        var admin = host.Key();
        var service = (await admin.Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        var paths = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')
                .Replace("{id}", service["id"], StringComparison.Ordinal).Replace("{code}", service["code"], StringComparison.Ordinal)
                .Replace("{key}", "x", StringComparison.Ordinal).Replace("{**path}", "churches", StringComparison.Ordinal))
            .Where(path => !path.Contains('{', StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(paths.Count > 20, string.Join(' ', paths));
        foreach (var path in (string[])[.. paths, "/nothing", "/api/v1/nothing", "/assets/nothing.js"])
        {
            var get = await admin.Get(path);
            var head = await admin.Send(HttpMethod.Head, path, null);
            Assert.Equal((path, get.Status, get.ContentType, ""), (path, head.Status, head.ContentType, head.Text));
            Assert.Equal(get.Headers.GetValueOrDefault("Cache-Control"), head.Headers.GetValueOrDefault("Cache-Control"));
        }
    }

    [Fact]
    public async Task Addresses_say_that_they_know_it()
    {
        Assert.Equal("GET, HEAD", (await host.Key().Delete("/api/v1/config")).Is(405, "method_not_allowed").Headers["Allow"]);
        Assert.Equal("POST", (await host.Key().Send(HttpMethod.Head, "/api/v1/join", null)).Is(405).Headers["Allow"]);
    }
}
