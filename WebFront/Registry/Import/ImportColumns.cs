using System.Globalization;
using VideoWall.Domain;

namespace VideoWall.WebFront.Registry.Import;

/// <summary>What the caller says about the columns; null: by their names.</summary>
/// <param name="HasHeader">False: the first row is a church, and columns are named by their numbers, from 1.</param>
sealed record ColumnChoice(string? Name = null, string? City = null, string? ExternalId = null, bool HasHeader = true);

/// <summary>Where in a row a church's fields stand.</summary>
/// <param name="Header">The columns' names, as they stand in the file.</param>
sealed record ImportColumns(IReadOnlyList<string> Header, int Name, int? City, int? ExternalId, bool HasHeader)
{
    public const string ExternalIdName = "external_id";

    public ImportMapping Mapping => new(Header[Name], At(City), At(ExternalId));

    /// <summary>Reads the header, or makes one.</summary>
    public static (ImportColumns? Columns, ParsedFile? Unreadable) Of(CsvRow first, ColumnChoice choice)
    {
        List<string> header = choice.HasHeader
            ? [.. first.Fields.Select(Texts.Clean)]
            : [.. Enumerable.Range(1, first.Fields.Count).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        var keys = header.ConvertAll(Key);
        ParsedFile? wrong = null;
        var usual = choice.HasHeader ? (Name: (string[])["name"], City: (string[])["city"], ExternalId: (string[])[ExternalIdName, "externalid"]) : (["1"], ["2"], ["3"]);
        var name = Find("name", choice.Name, usual.Name);
        var city = Find("city", choice.City, usual.City);
        var externalId = Find(ExternalIdName, choice.ExternalId, usual.ExternalId);
        return wrong is null && name is null
            ? (null, ParsedFile.Unreadable(first.Line, "name", "The header has no column 'name'. The first row must be the header name,city,external_id, or say which column the name is.", header))
            : wrong is null ? (new(header, name!.Value, city, externalId, choice.HasHeader), null)
            : (null, wrong);

        int? Find(string field, string? chosen, string[] known)
        {
            string[] wanted = chosen is null ? known : [Key(chosen)];
            var found = keys.Index().Where(k => k.Item.Length > 0 && wanted.Contains(k.Item)).Select(k => k.Index).ToList();
            if (found.Count > 1)
            {
                wrong ??= ParsedFile.Unreadable(first.Line, field, $"The header has the column {header[found[0]]} twice. Rename one of them.", header);
            }
            if (found.Count == 0 && chosen is not null)
            {
                wrong ??= ParsedFile.Unreadable(first.Line, field, $"The file has no column '{Texts.Clean(chosen)}'. It has: {string.Join(", ", header)}.", header);
            }
            return found.Count > 0 ? found[0] : null;
        }
    }

    /// <summary>Files that were put together have the header once more in the middle.</summary>
    public bool IsHeader(IReadOnlyList<string> fields) => HasHeader && fields.Select(f => Key(Texts.Clean(f))).SequenceEqual(Header.Select(Key));

    public bool Uses(int column) => column == Name || column == City || column == ExternalId;

    string? At(int? column) => column is { } at ? Header[at] : null;

    // In any case, with spaces, dashes or underscores, and whatever characters nobody sees.
    static string Key(string name) => string.Concat(Texts.Clean(name).ToLowerInvariant().Replace(' ', '_').Replace('-', '_').Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format));
}
