using VideoWall.Domain;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Registry.Import;

/// <param name="Known">The church that the row means; null: a new one.</param>
sealed record ImportStep(ImportRow Row, ChurchListing? Known);

/// <summary>What an import comes to: which rows are which churches, decided before anything is written.</summary>
/// <param name="Steps">Rows that change something.</param>
sealed record ImportPlan(IReadOnlyList<ImportStep> Steps, ImportReport Report)
{
    const int InSample = 5;

    /// <summary>
    /// A row means the church of its external id, else the church of its name and city as people see them (by the name alone,
    /// when the file has no cities) that has no other external id.
    /// </summary>
    public static ImportPlan Make(ParsedFile file, IReadOnlyList<ChurchListing> registry)
    {
        var byExternalId = registry.Where(c => c.ExternalId is not null)
            .GroupBy(c => Texts.Clean(c.ExternalId)).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal); // as rows are: older ones may not be
        var byName = registry.ToLookup(c => Texts.NameKey(c.Name), StringComparer.Ordinal);
        var seen = new SeenRows();
        var (steps, errors, unchanged) = (new List<ImportStep>(), file.Errors.ToList(), 0);

        foreach (var row in file.Good)
        {
            var (known, wrong) = Find(row, byExternalId, byName);
            wrong ??= seen.Twice(row, known);
            if (wrong is not null)
            {
                errors.Add(wrong);
            }
            else if (known is not null && !Changes(row, known))
            {
                unchanged++;
            }
            else
            {
                steps.Add(new(row, known));
            }
        }
        return new(steps, new(
            file.Rows, steps.Count(s => s.Known is null), steps.Count(s => s.Known is not null), unchanged,
            [.. errors.OrderBy(e => e.Row)], file.Columns, file.Mapping,
            [.. file.Good.Take(InSample).Select(r => new ImportSample(r.Name, r.City, r.ExternalId))]));
    }

    static (ChurchListing? Known, ImportError? Wrong) Find(
        ImportRow row, Dictionary<string, ChurchListing> byExternalId, ILookup<string, ChurchListing> byName)
    {
        if (row.ExternalId is { } id && byExternalId.TryGetValue(id, out var same))
        {
            return (same, null);
        }
        var namesakes = byName[Texts.NameKey(row.Name)]
            .Where(c => row.City is null || Texts.NameKey(c.City) == Texts.NameKey(row.City))
            .Where(c => row.ExternalId is null || c.ExternalId is null)
            .ToList();
        return namesakes.Count > 1 && row.City is null
            ? (null, row.Wrong("name", $"The registry has {namesakes.Count} churches of this name. Add a column city or external_id, to tell which is meant."))
            : (namesakes.FirstOrDefault(), null);
    }

    static bool Changes(ImportRow row, ChurchListing known) =>
        row.Name != known.Name
        || (row.City is { } city && city != known.City)
        || (row.ExternalId is { } id && id != known.ExternalId);

    /// <summary>Finds rows that mean a church which an earlier row means already.</summary>
    sealed class SeenRows
    {
        readonly Dictionary<string, int> externalIds = new(StringComparer.Ordinal);
        readonly Dictionary<string, int> churches = new(StringComparer.Ordinal);
        readonly Dictionary<(string, string), List<ImportRow>> names = [];

        public ImportError? Twice(ImportRow row, ChurchListing? known)
        {
            if (row.ExternalId is { } id && !externalIds.TryAdd(id, row.Number))
            {
                return row.Wrong("external_id", $"Line {externalIds[id]} has the same external_id. Leave one of the two.");
            }
            if (known is not null && !churches.TryAdd(known.Id, row.Number))
            {
                return row.Wrong("name", $"Line {churches[known.Id]} means the same church of the registry. Leave one of the two.");
            }
            var key = (Texts.NameKey(row.Name), Texts.NameKey(row.City ?? ""));
            if (!names.TryGetValue(key, out var namesakes))
            {
                names[key] = [row];
                return null;
            }
            // Two churches of one name in one city are told apart by their external ids, or not at all.
            var twin = namesakes.FirstOrDefault(other => other.ExternalId is null || row.ExternalId is null);
            namesakes.Add(row);
            return twin is null ? null : row.Wrong("name", $"Line {twin.Number} has the same name and city. Leave one of the two, or give both an external_id.");
        }
    }
}
