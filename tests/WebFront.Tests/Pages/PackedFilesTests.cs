using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using VideoWall.WebFront.Pages;

namespace VideoWall.WebFront.Tests.Pages;

public sealed class PackedFilesTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("videowall-pages-");
    readonly PhysicalFileProvider files;

    public PackedFilesTests()
    {
        var assets = folder.CreateSubdirectory("assets").FullName;
        foreach (var name in new[] { "app.js", "app.js.br", "app.js.gz", "old.js", "old.js.gz", "small.js" })
        {
            File.WriteAllText(Path.Combine(assets, name), name);
        }
        files = new(folder.FullName, ExclusionFilters.None);
    }

    public void Dispose()
    {
        files.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/assets/app.js", "gzip, deflate, br, zstd", "/assets/app.js.br")]
    [InlineData("/assets/app.js", "gzip;q=1.0", "/assets/app.js.gz")]
    [InlineData("/assets/app.js", "BR;q=0, GZIP", "/assets/app.js.gz")]
    [InlineData("/assets/app.js", "identity", "/assets/app.js")]
    [InlineData("/assets/app.js", null, "/assets/app.js")]
    [InlineData("/assets/old.js", "br, gzip", "/assets/old.js.gz")]
    [InlineData("/assets/small.js", "br, gzip", "/assets/small.js")]
    [InlineData("/assets/none.js", "br, gzip", "/assets/none.js")]
    [InlineData("/api/app.js", "br, gzip", "/api/app.js")]
    [InlineData("/assets/../../secret", "br, gzip", "/assets/../../secret")]
    public void Choose_LeadsToTheSmallestThatTheBrowserTakes(string path, string? taken, string expected)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = HttpMethods.Get;
        http.Request.Path = path;
        http.Request.Headers.AcceptEncoding = taken;

        PackedFiles.Choose(http.Request, files);

        Assert.Equal(expected, http.Request.Path.Value);
    }

    [Theory]
    [InlineData("app.js", "text/javascript", null)]
    [InlineData("app.js.br", "text/javascript", "br")]
    [InlineData("style.css.gz", "text/css", "gzip")]
    [InlineData("site.webmanifest", "application/manifest+json", null)]
    public void Packed_IsDescribedByWhatIsInside(string file, string type, string? coding)
    {
        var http = new DefaultHttpContext();

        PackedFiles.Describe(http.Response, file);

        Assert.True(new PackedFiles().TryGetContentType($"/assets/{file}", out var found));
        Assert.Equal((type, coding), (found, http.Response.Headers.ContentEncoding.FirstOrDefault()));
        Assert.Equal("Accept-Encoding", http.Response.Headers.Vary);
    }
}
