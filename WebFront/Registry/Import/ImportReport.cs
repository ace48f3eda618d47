namespace VideoWall.WebFront.Registry.Import;

/// <param name="Rows">Rows with something in them, without the header.</param>
/// <param name="Created">With errors, or in a dry run: what an import of the good rows would do.</param>
/// <param name="Columns">The file's columns as its header names them, or numbered from 1 without a header; none when it cannot be read.</param>
/// <param name="Mapping">Which of them was taken for what.</param>
/// <param name="Sample">The first good rows, as they would be imported.</param>
sealed record ImportReport(
    int Rows, int Created, int Updated, int Unchanged, IReadOnlyList<ImportError> Errors, IReadOnlyList<string> Columns, ImportMapping Mapping, IReadOnlyList<ImportSample> Sample);

/// <summary>A column of the file for each of a church's fields; null: none.</summary>
sealed record ImportMapping(string? Name, string? City, string? ExternalId);

/// <summary>A church as a row gives it.</summary>
sealed record ImportSample(string Name, string? City, string? ExternalId);

/// <param name="Row">The line of the file on which the row begins; the first is 1.</param>
/// <param name="Column"><c>name</c>, <c>city</c> or <c>external_id</c>; null when the whole row is at fault.</param>
/// <param name="Text">That line as it stands in the file, at most 200 characters of it; null when no one line is at fault.</param>
sealed record ImportError(int Row, string? Column, string Message, string? Text = null)
{
    const int LongestText = 200;

    public string? Text { get; } = Text?.Length > LongestText ? Text[..(char.IsHighSurrogate(Text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…" : Text;
}

/// <param name="City">Null: the file has no such column.</param>
/// <param name="ExternalId">Null: none given.</param>
/// <param name="Text">The line on which it begins.</param>
sealed record ImportRow(int Number, string Name, string? City, string? ExternalId, string Text)
{
    public ImportError Wrong(string? column, string message) => new(Number, column, message, Text);
}

/// <summary>A file that was read: its good rows, and what is wrong with the others.</summary>
sealed record ParsedFile(int Rows, IReadOnlyList<ImportRow> Good, IReadOnlyList<ImportError> Errors, IReadOnlyList<string> Columns, ImportMapping Mapping)
{
    /// <summary>Nothing of the file can be used.</summary>
    public static ParsedFile Unreadable(int row, string? column, string message, IReadOnlyList<string>? columns = null) =>
        new(0, [], [new(row, column, message)], columns ?? [], new(null, null, null));
}
