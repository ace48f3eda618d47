namespace VideoWall.Storage.Lists;

internal static class SearchText
{
    /// <summary>A LIKE pattern for "contains"; what is special in a pattern is searched for as it stands.</summary>
    public static string? Contains(string? search) => string.IsNullOrWhiteSpace(search)
        ? null
        : "%" + search.Trim()
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
            // Postgres knows no NUL in text, so nothing that is stored contains one.
            .Replace("\0", "", StringComparison.Ordinal) + "%";

    /// <summary>The same for session codes, which people write with dashes, spaces and small letters.</summary>
    public static string? ContainsCode(string? search)
    {
        var plain = new string([.. (search ?? "").Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant();
        return plain.Length == 0 ? null : "%" + plain + "%";
    }
}
