using System.Buffers;
using System.Globalization;
using System.Text;

namespace VideoWall.Domain;

/// <summary>Text that people type and walls show: one line of whole, visible characters, bounded.</summary>
public static class Texts
{
    public const int LongestName = 80;

    /// <summary>LiveKit refuses participant names over 256 bytes (limit.max_participant_name_length); leaves room for " (2000)".</summary>
    const int MostNameBytes = 248;

    const int BlankOfBraille = 0x2800;

    /// <summary>
    /// Whether it is text at all: whole characters (no half of a surrogate pair) and, white space aside, no control characters. What is not cannot be
    /// stored (Postgres keeps no U+0000), and nobody typed it.
    /// </summary>
    public static bool IsText(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != OperationStatus.Done || (Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune)))
            {
                return false;
            }
            text = text[length..];
        }
        return true;
    }

    /// <summary>
    /// Trims, folds runs of white space and drops characters that have no place in a label, invisible ones among them; letters with marks
    /// become single characters; half an emoji becomes U+FFFD.
    /// </summary>
    public static string Clean(string? text)
    {
        Rune[] runes = [.. (text ?? "").EnumerateRunes().Where(HasPlace)];
        var clean = new StringBuilder();
        Rune? last = null;
        for (var i = 0; i < runes.Length; i++)
        {
            var rune = IsBlank(runes[i]) ? new Rune(' ') : runes[i];
            if (rune.Value == ' ' ? last is not null && last != rune
                : !Invisibles.Contains(rune) || Invisibles.IsNeeded(last, rune, i + 1 < runes.Length ? runes[i + 1] : null))
            {
                clean.Append(rune.ToString());
                last = rune;
            }
        }
        return Compositions.Compose(clean.ToString().TrimEnd(' '));
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

    /// <summary>
    /// What two names have in common that people take for one: any case, full-width or not, letters with marks in one character or in several,
    /// with or without invisible characters.
    /// </summary>
    public static string NameKey(string name) => Compositions.Compose(string.Concat(
        Clean(name).EnumerateRunes().Where(r => !Invisibles.Contains(r)).Select(r => r.IsBmp ? Narrow((char)r.Value).ToString() : r.ToString()))).ToUpperInvariant();

    /// <summary>The letter, digit or sign that a full-width one is in a keyboard of another script; any other character as it is.</summary>
    public static char Narrow(char c) => c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c;

    static int Length(string text) => new StringInfo(text).LengthInTextElements;

    static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value == BlankOfBraille;

    static bool HasPlace(Rune rune) =>
        IsBlank(rune) || (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.PrivateUse) && !IsNoncharacter(rune.Value));

    static bool IsNoncharacter(int rune) => rune is >= 0xFDD0 and <= 0xFDEF || (rune & 0xFFFE) == 0xFFFE;

    static bool IsVisible(Rune rune) => !IsBlank(rune) && !Invisibles.Contains(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
