namespace VideoWall.WebFront.Registry.Import;

/// <param name="Rows">Rows with something in them, without the header.</param>
/// <param name="Created">With errors, or in a dry run: what an import of the good rows would do.</param>
sealed record ImportReport(int Rows, int Created, int Updated, int Unchanged, IReadOnlyList<ImportError> Errors);

/// <param name="Row">As a spreadsheet counts: the header is 1.</param>
/// <param name="Column"><c>name</c>, <c>city</c> or <c>external_id</c>; null when the whole row is at fault.</param>
sealed record ImportError(int Row, string? Column, string Message);

/// <param name="City">Null: the file has no such column.</param>
/// <param name="ExternalId">Null: none given.</param>
sealed record ImportRow(int Number, string Name, string? City, string? ExternalId);

/// <summary>A file that was read: its good rows, and what is wrong with the others.</summary>
sealed record ParsedFile(int Rows, IReadOnlyList<ImportRow> Good, IReadOnlyList<ImportError> Errors)
{
    public static ParsedFile Unreadable(int row, string? column, string message) => new(0, [], [new(row, column, message)]);
}
