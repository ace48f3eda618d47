using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Registry.Import;

/// <summary>The door for a whole list of churches.</summary>
static class ImportApi
{
    const int LargestFile = 2 * 1024 * 1024;

    public static void MapImport(this IEndpointRouteBuilder churches) => churches
        .MapPost("/import", Import).LimitBody(LargestFile).Accepts<string>("text/csv", "text/tab-separated-values", "text/plain")
        .WithName("importChurches").WithSummary("Import churches from CSV")
        .WithDescription(
            $"""
            UTF-8 or UTF-16, with a header `name,city,external_id` in any order, at most {ChurchFile.MostRows} rows and 2 MB. Separated by
            commas, semicolons or tabs, or by what a first line `sep=` names. Where the columns have other names, `nameColumn`,
            `cityColumn` and `externalIdColumn` say which these are; `header=false` says that the first row is a church, and columns are
            numbers from 1. A row means the church of its `external_id`, else of its name and city: importing a file again makes no
            duplicates. With any bad row nothing is imported: 422 `import_invalid` with the same report. `dryRun=true` only reports.
            """)
        .Produces<ImportReport>()
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    static async Task<IResult> Import(
        HttpContext http, Registrar registrar, Caller caller, string dryRun = "false", string? nameColumn = null, string? cityColumn = null, string? externalIdColumn = null,
        string header = "true")
    {
        if ((QueryField.Switch("dryRun", dryRun, out var isDry) ?? QueryField.Switch("header", header, out _)) is { } wrong)
        {
            return Problems.Of(wrong);
        }
        using var file = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
        {
            file.Write(buffer, 0, read);
        }
        var report = await registrar.Import(ChurchFile.Parse(file.ToArray(), new(nameColumn, cityColumn, externalIdColumn, bool.Parse(header))), isDry, caller.By);
        return isDry || report.Errors.Count == 0 ? TypedResults.Ok(report) : Refused(report);
    }

    static IResult Refused(ImportReport report) => Problems.Of(
        StatusCodes.Status422UnprocessableEntity, "import_invalid",
        report.Errors.Count == 1 ? "One row is wrong." : $"{report.Errors.Count} things are wrong.",
        "Nothing was imported. Correct the file and import it again; ?dryRun=true shows what it would do.",
        more: new Dictionary<string, object?>
        {
            ["rows"] = report.Rows,
            ["created"] = 0,
            ["updated"] = 0,
            ["unchanged"] = 0,
            ["errors"] = report.Errors,
            ["columns"] = report.Columns,
            ["mapping"] = report.Mapping,
            ["sample"] = report.Sample,
        });
}
