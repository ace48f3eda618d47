using System.Text.RegularExpressions;
using VideoWall.Domain;
using VideoWall.Domain.Churches;

namespace VideoWall.WebFront.Registry.Import;

/// <summary>
/// Reads a CSV of churches: with commas, semicolons or tabs, as spreadsheets write it and put it on the clipboard. A header with
/// <c>name</c> and perhaps <c>city</c> and <c>external_id</c>, in any order and case, unless the caller says which columns these are;
/// other columns are left alone.
/// </summary>
static partial class ChurchFile
{
    public const int MostRows = 5_000;

    static readonly char[] Delimiters = [',', ';', '\t'];
    static readonly char[] Opening = ['“', '„', '«'];
    static readonly char[] Closing = ['”', '“', '»'];

    public static ParsedFile Parse(ReadOnlySpan<byte> bytes, ColumnChoice choice)
    {
        var (text, unreadable) = FileText.Decode(bytes);
        return unreadable ?? Parse(text, choice);
    }

    static ParsedFile Parse(string text, ColumnChoice choice)
    {
        var told = Told().Match(text);
        if (told.Success && told.Groups["delimiter"].Value is [var c] && (char.IsLetterOrDigit(c) || c == ' '))
        {
            return ParsedFile.Unreadable(1, null, "The line sep= names no separator. Write sep=; or leave it out.");
        }
        var delimiter = told.Success ? told.Groups["delimiter"].Value[0] : DelimiterOf(text);
        var file = new CsvRows(text, delimiter);
        if (told.Success)
        {
            file.SkipLine();
        }
        ImportColumns? columns = null;
        var rows = 0;
        var good = new List<ImportRow>();
        var errors = new List<ImportError>();
        while (file.Next() is { } row)
        {
            if (row.Fault is null && row.Fields.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }
            if (columns is null)
            {
                if (row.Fault is { } fault)
                {
                    return ParsedFile.Unreadable(row.Line, null, fault);
                }
                (columns, var wrong) = ImportColumns.Of(row, choice);
                if (columns is null)
                {
                    return wrong!;
                }
                if (columns.HasHeader)
                {
                    continue;
                }
            }
            if (++rows > MostRows)
            {
                return ParsedFile.Unreadable(row.Line, null, $"The file has more than {MostRows} rows. Import it in parts.", columns.Header);
            }
            if (Read(columns, row, delimiter, errors) is { } church)
            {
                good.Add(church);
            }
        }
        return columns is null
            ? ParsedFile.Unreadable(1, null, "The file is empty. Its first row must be the header name,city,external_id.")
            : new(rows, good, errors, columns.Header, columns.Mapping);
    }

    static ImportRow? Read(ImportColumns columns, CsvRow row, char delimiter, List<ImportError> errors)
    {
        if (Unbelievable(columns, row, delimiter) is { } fault)
        {
            errors.Add(new(row.Line, null, fault, row.Text));
            return null;
        }
        var profile = ChurchProfile.Clean(Field(columns.Name), Field(columns.City), Field(columns.ExternalId), false);
        Refusal?[] wrong =
        [
            (profile with { City = "", ExternalId = null }).Check(),
            (profile with { Name = "x", ExternalId = null }).Check(),
            (profile with { Name = "x", City = "" }).Check(),
        ];
        var before = errors.Count;
        errors.AddRange(wrong.OfType<Refusal>().Select(w => new ImportError(
            row.Line, w.Field == "externalId" ? ImportColumns.ExternalIdName : w.Field, $"{w.Reason} {w.Cure}", row.Text)));
        return errors.Count > before ? null : new(row.Line, profile.Name, columns.City is null ? null : profile.City, profile.ExternalId, row.Text);

        string? Field(int? column) => column < row.Fields.Count ? row.Fields[column.Value] : null;
    }

    static string? Unbelievable(ImportColumns columns, CsvRow row, char delimiter) =>
        row.Fault is { } fault ? fault
        : row.Fields.Skip(columns.Header.Count).Any(f => !string.IsNullOrWhiteSpace(f))
            ? "The row has more fields than the header. Put a field with a separator in it into quotation marks."
        : IsSeveral(columns, row)
            ? $"Quotation marks make one row of the lines {row.Line} to {row.LastLine}. Close them in their own line, or write the field in one line."
        : IsHeldByCurlyMarks(row.Fields) ? "Curly quotation marks do not hold a field together. Write straight ones, as in \"North, York\"."
        : row.Fields.Count < columns.Header.Count && Delimiters.Any(other => other != delimiter && row.Text.Count(c => c == other) >= columns.Header.Count - 1)
            ? "The row is separated otherwise than the header. Use one separator in the whole file."
        : columns.IsHeader(row.Fields) ? "This is the header once more. Leave it out."
        : null;

    // A quotation mark that is closed some rows later leaves well-formed CSV in which those rows are one field. A cell of a spreadsheet
    // may well have a line break; a row that is thereby too short, or a name with separators too, is no church.
    static bool IsSeveral(ImportColumns columns, CsvRow row) => row.LastLine > row.Line
        && (row.Fields.Count < columns.Header.Count
            || row.Fields.Index().Any(f => columns.Uses(f.Index) && f.Item.Contains('\n', StringComparison.Ordinal) && f.Item.IndexOfAny(Delimiters) >= 0));

    static bool IsHeldByCurlyMarks(IReadOnlyList<string> fields) =>
        fields.Index().Any(f => f.Item.TrimStart() is [var first, .. var rest] && Opening.Contains(first) && rest.IndexOfAny(Closing) < 0
            && fields.Skip(f.Index + 1).Any(later => later.TrimEnd() is [.., var last] && Closing.Contains(last)));

    // By the first line with something in it, outside quotation marks.
    static char DelimiterOf(string text)
    {
        var line = text.AsSpan().TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        var counts = new int[Delimiters.Length];
        var isQuoted = false;
        foreach (var c in end < 0 ? line : line[..end])
        {
            isQuoted ^= c == '"';
            if (!isQuoted && Array.IndexOf(Delimiters, c) is >= 0 and var known)
            {
                counts[known]++;
            }
        }
        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }

    // What Excel writes first, and reads, to tell the separator.
    [GeneratedRegex("""^"?sep=(?<delimiter>[^"\r\n])"?[ \t]*(?=[\r\n]|$)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Told();
}
