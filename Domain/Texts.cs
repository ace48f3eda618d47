using System.Globalization;
using System.Text;

namespace VideoWall.Domain;

/// <summary>Text that people type and walls show: one line, no control or direction-override characters, bounded.</summary>
public static class Texts
{
    public const int LongestName = 80;

    /// <summary>LiveKit refuses participant names over 256 bytes (limit.max_participant_name_length); leaves room for " (2)".</summary>
    const int MostNameBytes = 248;

    /// <summary>
    /// Trims, folds runs of white space and drops characters that have no place in a label; half an emoji becomes U+FFFD.
    /// Accents stay as they were typed: without ICU (invariant globalization) .NET composes none.
    /// </summary>
    public static string Clean(string? text)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
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

    /// <summary>
    /// Refuses a line that shows nothing, and one over <paramref name="longest"/> characters as people count them (or over
    /// <paramref name="mostBytes"/> of UTF-8, which only heaps of accents and joined emoji reach); expects cleaned text.
    /// </summary>
    public static Refusal? Line(string field, string text, int longest, int mostBytes = MostNameBytes) =>
        !text.EnumerateRunes().Any(IsVisible) ? Refusal.Invalid(field, $"{field} is empty.", "Type at least one letter.")
        : Length(text) > longest ? Refusal.Invalid(field, $"{field} is too long.", $"Use at most {longest} characters.")
        : Encoding.UTF8.GetByteCount(text) > mostBytes ? Refusal.Invalid(field, $"{field} is too long.", "Use fewer or simpler characters.")
        : null;

    /// <summary>As much of cleaned text as <see cref="Line"/> takes.</summary>
    public static string Cut(string text, int longest)
    {
        var characters = StringInfo.GetTextElementEnumerator(text);
        var cut = new StringBuilder();
        for (var count = 0; count < longest && characters.MoveNext(); count++)
        {
            var character = characters.GetTextElement();
            if (Encoding.UTF8.GetByteCount(cut + character) > MostNameBytes)
            {
                break;
            }
            cut.Append(character);
        }
        return cut.ToString().TrimEnd(' ');
    }

    /// <summary>Same name for people: any case, any spacing.</summary>
    public static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    static int Length(string text) => new StringInfo(text).LengthInTextElements;

    static bool IsVisible(Rune rune) => !Rune.IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);

    // Embeddings, overrides and isolates (UAX #9): one of them in a name would turn the labels around it.
    static bool IsDirectionOverride(int rune) => rune is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
