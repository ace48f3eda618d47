using System.Text;

namespace VideoWall.LiveKit.Protocol;

/// <summary>Texts of strangers, made fit to keep and show.</summary>
static class Text
{
    /// <summary>The longest beginning of at most so many UTF-8 bytes that cuts no character.</summary>
    internal static string ClipBytes(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
        {
            return text;
        }

        int kept = 0, used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            used += rune.Utf8SequenceLength;
            if (used > bytes)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return text[..kept];
    }

    /// <summary>One line without control characters (Postgres, for one, keeps no U+0000), trimmed and clipped.</summary>
    internal static string Line(string text, int bytes)
    {
        var clean = HasControls(text)
            ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))
            : text;
        return ClipBytes(clean.Trim(), bytes);
    }

    /// <summary>Whether <see cref="char.IsControl(char)"/> is true of any character.</summary>
    internal static bool HasControls(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\0', '\x1f') || text.ContainsAnyInRange('\x7f', '\x9f');
}
