using System.Globalization;
using System.Text;

namespace VideoWall.WebFront.Registry.Import;

/// <summary>Bytes as text: UTF-8 or UTF-16, each with or without its mark, and nothing else.</summary>
/// <remarks>Guessing another encoding would import wrong accents without a word.</remarks>
static class FileText
{
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    static readonly UnicodeEncoding Little = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    static readonly UnicodeEncoding Big = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    public static (string Text, ParsedFile? Problem) Decode(ReadOnlySpan<byte> bytes)
    {
        var encoding = EncodingOf(bytes);
        try
        {
            var text = encoding.GetString(bytes);
            var nothing = text.IndexOf('\0', StringComparison.Ordinal);
            return nothing < 0
                ? (WithoutMarks(text), null)
                : ("", ParsedFile.Unreadable(1 + text.AsSpan(0, nothing).Count('\n'), null, "The file has characters that no text has (NUL). Save it as 'CSV UTF-8'."));
        }
        catch (DecoderFallbackException)
        {
            return ("", encoding is UTF8Encoding
                ? ParsedFile.Unreadable(FirstBadLine(bytes), null, "The file is not UTF-8, so its accents would be lost. Save it as 'CSV UTF-8'.")
                : ParsedFile.Unreadable(1, null, "The file looks like UTF-16 text and is damaged. Save it as 'CSV UTF-8'."));
        }
    }

    // Without a mark UTF-16 shows in its line ends, which are two bytes there; no UTF-8 text has a zero at all.
    static Encoding EncodingOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return bytes[0] == 0xFF ? Little : Big;
        }
        var (little, big) = (0, 0);
        for (var at = 0; at + 1 < bytes.Length; at += 2)
        {
            little += bytes[at] is (byte)'\n' or (byte)'\r' && bytes[at + 1] == 0 ? 1 : 0;
            big += bytes[at + 1] is (byte)'\n' or (byte)'\r' && bytes[at] == 0 ? 1 : 0;
        }
        return little == big ? Utf8 : little > big ? Little : Big;
    }

    /// <summary>Without byte order marks and other characters that nobody sees at its beginning; some programs write two.</summary>
    static string WithoutMarks(string text)
    {
        var seen = 0;
        while (seen < text.Length && char.GetUnicodeCategory(text[seen]) == UnicodeCategory.Format)
        {
            seen++;
        }
        return text[seen..];
    }

    static int FirstBadLine(ReadOnlySpan<byte> bytes)
    {
        for (var (at, line) = (0, 1); ; at++)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                return line;
            }
            line += rune.Value == '\n' ? 1 : 0;
            at += length - 1;
        }
    }
}
