using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using VideoWall.Domain;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Services.Attendance;

/// <summary>JSON or CSV: by <c>?format=</c>, else by <c>Accept</c> (RFC 9110, 12.5.1).</summary>
static class AttendanceFormat
{
    public const string Csv = "text/csv";
    const string Json = "application/json";

    /// <summary>The refusal, or null when one of the two will do.</summary>
    public static Problem? Choose(string? format, HttpRequest request, out bool isCsv)
    {
        isCsv = string.Equals(format, "csv", StringComparison.OrdinalIgnoreCase);
        if (format is not null)
        {
            return isCsv || string.Equals(format, "json", StringComparison.OrdinalIgnoreCase)
                ? null
                : new(Refusal.Invalid("format", $"format is '{format}'.", "Choose csv, which every spreadsheet opens, or json."));
        }
        // A header that cannot be read asks for nothing.
        var ranges = request.GetTypedHeaders().Accept;
        var onlyRefuses = ranges.All(r => r.Quality == 0);
        var (json, csv) = (Quality(ranges, Json) ?? (onlyRefuses ? 1 : 0), Quality(ranges, Csv) ?? (onlyRefuses ? 0.5 : 0));
        isCsv = csv > json || (csv == json && Place(ranges, Csv) < Place(ranges, Json));
        return csv + json > 0
            ? null
            : new(StatusCodes.Status406NotAcceptable, "not_acceptable", "Attendance comes as JSON or CSV.", "Ask for application/json or text/csv in the header Accept, or with ?format=json or ?format=csv.");
    }

    // The most specific range that covers the type decides; null when none does.
    static double? Quality(IList<MediaTypeHeaderValue> ranges, string type) => ranges
        .Where(r => r.MatchesAllTypes || r.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)
            || (r.MatchesAllSubTypes && r.Type.Equals(type.Split('/')[0], StringComparison.OrdinalIgnoreCase)))
        .OrderBy(r => r.MatchesAllTypes).ThenBy(r => r.MatchesAllSubTypes)
        .Select(r => (double?)(r.Quality ?? 1)).FirstOrDefault();

    // Of two that are wanted alike, the one that is named, or named first.
    static int Place(IList<MediaTypeHeaderValue> ranges, string type)
    {
        var named = ranges.FirstOrDefault(r => r.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase));
        return named is null ? int.MaxValue : ranges.IndexOf(named);
    }
}
