using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using VideoWall.Domain;
using VideoWall.Domain.Churches;

namespace VideoWall.WebFront.Registry.Import;

/// <summary>
/// Reads a CSV of churches (RFC 4180, or with semicolons as spreadsheets of many countries write it): a header with
/// <c>name</c> and perhaps <c>city</c> and <c>external_id</c>, in any order and case; other columns are left alone.
/// </summary>
static class ChurchFile
{
    public const int MostRows = 5_000;

    public static ParsedFile Parse(ReadOnlySpan<byte> bytes)
    {
        var (text, unreadable) = FileText.Decode(bytes);
        return unreadable ?? Parse(text);
    }

    static ParsedFile Parse(string text)
    {
        // A quote in the middle of a field is kept as it stands; only one that is never closed is an error, found below.
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf(text),
            IgnoreBlankLines = false,
            BadDataFound = null,
        });
        Columns? columns = null;
        var (rows, number) = (0, 0);
        var good = new List<ImportRow>();
        var errors = new List<ImportError>();
        while (parser.Read())
        {
            number++;
            var fields = parser.Record ?? [];
            if (fields.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }
            if (columns is null)
            {
                (columns, var wrong) = Columns.Of(fields, number);
                if (columns is null)
                {
                    return new(0, [], [wrong!]);
                }
                continue;
            }
            if (++rows > MostRows)
            {
                return ParsedFile.Unreadable(number, null, $"The file has more than {MostRows} rows. Import it in parts.");
            }
            if (Read(columns, fields, parser.RawRecord, number, errors) is { } row)
            {
                good.Add(row);
            }
        }
        return columns is null
            ? ParsedFile.Unreadable(1, null, "The file is empty. Its first row must be the header name,city,external_id.")
            : new(rows, good, errors);
    }

    static ImportRow? Read(Columns columns, string[] fields, string raw, int number, List<ImportError> errors)
    {
        if (raw.Count(c => c == '"') % 2 != 0)
        {
            errors.Add(new(number, null, "A quotation mark is opened and not closed, so where the row ends is unknown. Close it, or write it twice."));
            return null;
        }
        if (fields.Skip(columns.Count).Any(f => !string.IsNullOrWhiteSpace(f)))
        {
            errors.Add(new(number, null, "The row has more fields than the header. Put a field with a separator in it into quotation marks."));
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
        errors.AddRange(wrong.OfType<Refusal>().Select(w => new ImportError(number, w.Field == "externalId" ? Columns.ExternalIdName : w.Field, $"{w.Reason} {w.Cure}")));
        return errors.Count > before ? null : new(number, profile.Name, columns.City is null ? null : profile.City, profile.ExternalId);

        string? Field(int? column) => column < fields.Length ? fields[column.Value] : null;
    }

    static string DelimiterOf(string text)
    {
        var header = text.AsSpan().TrimStart();
        var end = header.IndexOfAny('\r', '\n');
        header = end < 0 ? header : header[..end];
        return header.Count(';') > header.Count(',') ? ";" : ",";
    }

    sealed record Columns(int Name, int? City, int? ExternalId, int Count)
    {
        public const string ExternalIdName = "external_id";

        public static (Columns? Columns, ImportError? Wrong) Of(string[] header, int row)
        {
            var names = header.Select(h => Texts.Clean(h).ToLowerInvariant().Replace(' ', '_').Replace('-', '_')).ToList();
            foreach (var known in (string[])["name", "city", ExternalIdName])
            {
                if (names.Count(n => Is(n, known)) > 1)
                {
                    return (null, new(row, known, $"The header has the column {known} twice. Rename one of them."));
                }
            }
            return Find("name") is { } name
                ? (new(name, Find("city"), Find(ExternalIdName), header.Length), null)
                : (null, new(row, "name", "The header has no column 'name'. The first row must be the header name,city,external_id."));

            int? Find(string known) => names.FindIndex(n => Is(n, known)) is >= 0 and var at ? at : null;
        }

        static bool Is(string name, string known) => name == known || (known == ExternalIdName && name == "externalid");
    }
}
