using System.Text;
using System.Text.Json;

namespace VideoWall.WebFront.Tests.Registry;

static class Registered
{
    public const string Churches = "/api/v1/churches";

    public static async Task<Answer> Church(this Client client, string name, string? city = null, string? externalId = null) =>
        (await client.Post(Churches, new { name, city, externalId })).Is(201);

    public static Task<Answer> Import(this Client client, string csv, bool dryRun = false) =>
        client.PostBytes(dryRun ? $"{Churches}/import?dryRun=true" : $"{Churches}/import", Encoding.UTF8.GetBytes(csv), "text/csv");

    /// <summary>All churches as <c>name/city/external id</c>, by name.</summary>
    public static async Task<string[]> Everyone(this Client client) =>
        [.. (await client.Get($"{Churches}?limit=500")).Is(200).Json.GetProperty("items").EnumerateArray()
            .Select(c => $"{c.GetProperty("name")}/{c.GetProperty("city")}/{c.GetProperty("externalId")}")];

    /// <summary>The report as <c>rows created updated unchanged</c>.</summary>
    public static string Counts(this Answer answer) =>
        $"{answer["rows"]} {answer["created"]} {answer["updated"]} {answer["unchanged"]}";

    /// <summary>The report's errors as <c>row:column</c>.</summary>
    public static string[] Errors(this Answer answer) => [.. answer.Json.GetProperty("errors").EnumerateArray()
        .Select(e => $"{e.GetProperty("row")}:{(e.GetProperty("column").ValueKind == JsonValueKind.Null ? "-" : e.GetProperty("column").GetString())}")];
}
