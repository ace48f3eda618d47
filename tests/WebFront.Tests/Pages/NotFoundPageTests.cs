using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Pages;

/// <summary>Where there is nothing, people read where they may go, and programs a problem.</summary>
public sealed class NotFoundPageTests : IAsyncLifetime
{
    const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    TestHost host = null!;

    public async Task InitializeAsync() => host = await TestHost.StartWhole();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/wall", "whole link")]
    [InlineData("/wall/", "whole link")]
    [InlineData("/wall/ABCDEF/more", "whole link")]
    [InlineData("/j", "personal link")]
    [InlineData("/j/", "personal link")]
    [InlineData("/nothing", "missing")]
    [InlineData("/nothing/at/all?x=<script>", "missing")]
    [InlineData("/index.html", "missing")]
    [InlineData("/%3Cscript%3Ealert(1)%3C/script%3E", "missing")]
    public async Task People_get_a_page_and_programs_a_problem(string path, string advice)
    {
        var page = (await Asking(Browser).Get(path)).Is(404);
        Assert.Equal("text/html", page.ContentType);
        Assert.Contains(advice, page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/admin\"", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page.Text, StringComparison.Ordinal);
        Assert.InRange(page.Text.Length, 100, 4000);
        Assert.Contains("default-src 'self'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("Accept", page.Headers["Vary"], StringComparison.Ordinal);
        foreach (var accept in (string[])["*/*", "application/json", "application/json, text/html;q=0.5", "text/html;q=0, */*"])
        {
            (await Asking(accept).Get(path)).Is(404, "not_found");
        }
        (await host.Anybody().Get(path)).Is(404, "not_found");
        (await Asking(Browser).Post(path)).Is(404, "not_found");
    }

    [Fact]
    public async Task Where_programs_call_only_a_browsers_address_bar_gets_a_page()
    {
        (await Asking(Browser).Get("/api/v1/nothing")).Is(404, "not_found");
        var person = Asking(Browser);
        person.Headers["Sec-Fetch-Mode"] = "navigate";
        var page = (await person.Get("/api/v1/nothing")).Is(404);
        Assert.Equal("text/html", page.ContentType);
        Assert.Contains("style-src", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_exists_and_refuses_does_so_as_before()
    {
        var person = Asking(Browser);
        (await person.Get("/api/v1/services")).Is(401, "signed_out");
        (await person.Post("/api/v1/join", new { code = "NOSUCH" })).Is(404, "unknown_code");
    }

    Client Asking(string accept)
    {
        var client = host.Anybody();
        client.Headers["Accept"] = accept;
        return client;
    }
}
