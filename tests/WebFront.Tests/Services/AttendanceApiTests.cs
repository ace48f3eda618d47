using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CsvHelper;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Domain;
using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Tests.Fakes;
using VideoWall.WebFront.Tests.Registry;

namespace VideoWall.WebFront.Tests.Services;

/// <summary>Attendance as people and programs take it away: nothing counted twice, nobody left out, every format said.</summary>
public sealed class AttendanceApiTests : IAsyncLifetime
{
    TestHost host = null!;
    Client admin = null!;
    string id = "";
    int number;

    public async Task InitializeAsync()
    {
        host = await TestHost.StartWhole();
        admin = host.Key();
        id = (await admin.Post("/api/v1/services", new { title = "Sunday" })).Is(201)["id"];
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Csv_HasARowForEachStayWithItsOwnSeconds_AndWhoNeverCame()
    {
        await TwoStays();
        var rows = Rows(await Csv("format=csv"));
        Assert.Equal(["church_id", "name", "city", "came", "from", "to", "seconds", "on_wall_seconds"], rows[0].Keys);
        var stays = rows.Where(r => r["name"] == "Église St-Éloi").ToList();
        Assert.Equal(["60", "30"], stays.Select(r => r["seconds"]));
        Assert.Equal(["60", "30"], stays.Select(r => r["on_wall_seconds"]));
        Assert.Equal(["Genève", "yes"], [stays[0]["city"], stays[0]["came"]]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", stays[0]["from"]);
        var absent = Assert.Single(rows, r => r["name"] == "Never Seen Chapel");
        Assert.Equal(["Bergen", "no", "", "", "0"], [absent["city"], absent["came"], absent["from"], absent["to"], absent["seconds"]]);
        Assert.DoesNotContain(rows, r => r["name"] == "Revoked Church");
        Assert.Equal(90, rows.Sum(r => double.Parse(r["seconds"], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Csv_OfChurches_HasTheTotals()
    {
        await TwoStays();
        var rows = Rows(await Csv("format=csv&rows=churches"));
        var came = Assert.Single(rows, r => r["came"] == "yes");
        Assert.Equal(["Église St-Éloi", "2", "90", "90"], [came["name"], came["stays"], came["seconds"], came["on_wall_seconds"]]);
        Assert.Equal(["Never Seen Chapel"], rows.Where(r => r["came"] == "no").Select(r => r["name"]));
    }

    [Theory]
    [InlineData("stays", "attendance-{0}.csv")]
    [InlineData("churches", "attendance-{0}-totals.csv")]
    public async Task Csv_BeginsWithTheMarkByWhichExcelKnowsUtf8(string rows, string name)
    {
        var response = await Ask($"format=csv&rows={rows}", null);
        Assert.Equal(Encoding.UTF8.GetPreamble(), (await response.Content.ReadAsByteArrayAsync())[..3]);
        var code = (await admin.Get($"/api/v1/services/{id}")).Is(200)["code"];
        Assert.Contains(string.Format(CultureInfo.InvariantCulture, name, code), response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, "application/json")]
    [InlineData("", "*/*", "application/json")]
    [InlineData("", "text/csv", "text/csv")]
    [InlineData("", "TEXT/CSV", "text/csv")]
    [InlineData("", "text/*", "text/csv")]
    [InlineData("", "text/csv;q=0", "application/json")]
    [InlineData("", "text/csv;q=0, */*", "application/json")]
    [InlineData("", "text/csv;q=0.2, application/json;q=0.1", "text/csv")]
    [InlineData("", "text/csv;q=0.1, application/json", "application/json")]
    [InlineData("", "application/json;q=0, */*", "text/csv")]
    [InlineData("", "text/csv, */*", "text/csv")]
    [InlineData("", "application/json, text/csv", "application/json")]
    [InlineData("", "text/html, */*;q=0.8", "application/json")]
    [InlineData("format=CSV", "application/json", "text/csv")]
    [InlineData("format=Json", "text/csv", "application/json")]
    public async Task Format_IsTheOneAskedFor(string query, string? accept, string type) =>
        Assert.Equal(type, (await Ask(query, accept)).Content.Headers.ContentType?.MediaType);

    [Theory]
    [InlineData("format=xlsx", "format")]
    [InlineData("format=", "format")]
    [InlineData("rows=weeks&format=csv", "rows")]
    [InlineData("absent=perhaps", "absent")]
    public async Task Query_ThatCannotBeAnswered_IsRefusedWithWords(string query, string field) =>
        Assert.Equal(field, (await admin.Get($"/api/v1/services/{id}/attendance?{query}")).Is(400, "invalid").Field);

    [Theory]
    [InlineData("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("text/csv;q=0, application/json;q=0, text/html")]
    public async Task Accept_OfNothingThatThereIs_IsRefusedWithWords(string accept)
    {
        using var response = await Ask("", accept);
        Assert.Equal(406, (int)response.StatusCode);
        Assert.Contains("not_acceptable", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_ListsWhoCame_AndTheAbsentWhenAsked()
    {
        await TwoStays();
        var came = Assert.Single((await admin.Get($"/api/v1/services/{id}/attendance")).Is(200).Json.EnumerateArray());
        Assert.Equal(["60", "30"], came.GetProperty("intervals").EnumerateArray().Select(i => i.GetProperty("seconds").ToString()));
        var all = (await admin.Get($"/api/v1/services/{id}/attendance?absent=true")).Is(200).Json.EnumerateArray().ToList();
        Assert.Equal(["Église St-Éloi 2", "Never Seen Chapel 0"], all.Select(e => $"{e.GetProperty("name")} {e.GetProperty("intervals").GetArrayLength()}"));
    }

    [Fact]
    public async Task Ended_Service_KeepsTheSecondsItHad()
    {
        await TwoStays();
        (await admin.Post($"/api/v1/services/{id}/end")).Is(200);
        var before = await Csv("format=csv");
        host.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(before, await Csv("format=csv"));
        Assert.DoesNotContain(Rows(before), r => r["came"] == "yes" && r["to"].Length == 0);
    }

    // There for a minute, away for ten seconds, there for half a minute and still; beside it a church that does not come.
    async Task TwoStays()
    {
        await admin.Church("Never Seen Chapel", "Bergen");
        var revoked = await admin.Church("Revoked Church");
        (await admin.Patch(revoked.Headers["Location"], new { revoked = true })).Is(200);
        await Tell(SignalKind.Joined, "PA_1");
        host.Time.Advance(TimeSpan.FromSeconds(60));
        await Tell(SignalKind.Left, "PA_1");
        host.Time.Advance(TimeSpan.FromSeconds(10));
        await Tell(SignalKind.Joined, "PA_2");
        host.Time.Advance(TimeSpan.FromSeconds(30));
    }

    async Task Tell(SignalKind kind, string sid)
    {
        var now = host.Time.GetUtcNow();
        var who = new SignalParticipant(sid, "guest", "Église St-Éloi", now.ToUnixTimeMilliseconds(), City: "Genève");
        var reply = await host.Services.GetRequiredService<IGrainFactory>().Service(new ServiceId(id))
            .Signal(new Observe(new(kind, $"EV_{++number}", now, "RM_1", 1, who)));
        Assert.Null(reply.Refusal);
    }

    async Task<string> Csv(string query)
    {
        using var response = await Ask(query, null);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    async Task<HttpResponseMessage> Ask(string query, string? accept)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, $"/api/v1/services/{id}/attendance?{query}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestHost.AdminKey);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }
        return await http.SendAsync(request);
    }

    static List<Dictionary<string, string>> Rows(string csv)
    {
        using var reader = CsvReader.FromText(csv.TrimStart('\ufeff'), CsvReaderOptions.Default);
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            rows.Add(reader.Headers.ToArray().ToDictionary(name => name, name => reader.GetString(name)));
        }
        return rows;
    }
}
