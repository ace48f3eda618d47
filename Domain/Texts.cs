using System.Globalization;
using System.Text;

namespace VideoWall.Domain;

/// <summary>Text that people type and walls show: one line, no control or direction-override characters, bounded.</summary>
public static class Texts
{
    public const int LongestName = 80;

    /// <summary>LiveKit refuses participant names over 256 bytes (limit.max_participant_name_length).</summary>
    const int MostNameBytes = 256;

    /// <summary>Trims, folds runs of white space and drops characters that have no place in a label.</summary>
    public static string Clean(string? text)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse)
                && !IsDirectionOverride(rune.Value))
            {
                clean.Append(rune.ToString());
            }
        }
        return clean.ToString().TrimEnd(' ');
    }

    /// <summary>Refuses an empty line and one over <paramref name="longest"/> characters; expects cleaned text.</summary>
    public static Refusal? Line(string field, string text, int longest) =>
        text.Length == 0 ? Refusal.Invalid(field, $"{field} is empty.", "Type at least one letter.")
        : new StringInfo(text).LengthInTextElements > longest || Encoding.UTF8.GetByteCount(text) > Math.Max(MostNameBytes, longest)
            ? Refusal.Invalid(field, $"{field} is too long.", $"Use at most {longest} characters.")
            : null;

    /// <summary>Same name for people: any case, any spacing.</summary>
    public static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    // Embeddings, overrides and isolates (UAX #9): one of them in a name would turn the labels around it.
    static bool IsDirectionOverride(int rune) => rune is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
