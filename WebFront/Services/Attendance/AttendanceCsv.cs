using System.Globalization;
using CsvHelper;
using VideoWall.Domain.Services;

namespace VideoWall.WebFront.Services.Attendance;

/// <summary>
/// Attendance for spreadsheets. Times are UTC; a church that never came has a row without times. In neither file does a
/// second stand twice, so that a column can be added up.
/// </summary>
static class AttendanceCsv
{
    // Names come from strangers: a cell that begins like a formula is quoted away from the spreadsheet (OWASP, CSV injection).
    // Excel takes a file for UTF-8 only by its mark.
    static readonly CsvWriterOptions Format = new() { FormatProvider = CultureInfo.InvariantCulture, Injection = CsvInjection.Escape, NewLine = "\r\n", WriteByteOrderMark = true };

    /// <summary>A row for each stay, with its own seconds.</summary>
    /// <param name="now">Until when a stay counts that goes on.</param>
    public static byte[] Stays(IReadOnlyList<AttendanceEntry> entries, DateTimeOffset now) => Write(
        ["church_id", "name", "city", "came", "from", "to", "seconds", "on_wall_seconds"],
        entries.SelectMany(e => e.Intervals.DefaultIfEmpty(), (e, stay) => (object?[])
            [e.Church.Value, e.Name, e.City, Came(e), Time(stay?.From), Time(stay?.To), Seconds(stay?.Seconds(now) ?? 0), Seconds(stay?.OnWallSeconds ?? 0)]));

    /// <summary>A row for each church, with the sums of its stays.</summary>
    public static byte[] Churches(IReadOnlyList<AttendanceEntry> entries) => Write(
        ["church_id", "name", "city", "came", "first", "last", "stays", "seconds", "on_wall_seconds"],
        entries.Select(e => (object?[])
            [e.Church.Value, e.Name, e.City, Came(e), Time(e.Intervals is [var first, ..] ? first.From : null), Time(e.Intervals is [.., var last] ? last.To : null), e.Intervals.Count, Seconds(e.Seconds), Seconds(e.OnWallSeconds)]));

    static byte[] Write(IEnumerable<string> columns, IEnumerable<object?[]> rows)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, Format, leaveOpen: true))
        {
            foreach (var row in rows.Prepend([.. columns]))
            {
                foreach (var field in row)
                {
                    csv.WriteField(field);
                }
                csv.EndRecord();
            }
        }
        return file.ToArray();
    }

    static string Came(AttendanceEntry entry) => entry.Intervals.Count > 0 ? "yes" : "no";

    static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static double Seconds(double seconds) => Math.Round(seconds, 1);
}
