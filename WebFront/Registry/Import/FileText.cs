using System.Text;

namespace VideoWall.WebFront.Registry.Import;

/// <summary>Bytes as text: UTF-8, with or without a byte order mark, and nothing else.</summary>
/// <remarks>Guessing another encoding would import wrong accents without a word.</remarks>
static class FileText
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static (string Text, ParsedFile? Problem) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return ("", ParsedFile.Unreadable(1, null, "The file is UTF-16 text. Save it as 'CSV UTF-8'."));
        }
        try
        {
            return (Strict.GetString(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes), null);
        }
        catch (DecoderFallbackException)
        {
            return ("", ParsedFile.Unreadable(FirstBadRow(bytes), null, "The file is not UTF-8, so its accents would be lost. Save it as 'CSV UTF-8'."));
        }
    }

    static int FirstBadRow(ReadOnlySpan<byte> bytes)
    {
        for (var (at, row) = (0, 1); ; at++)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                return row;
            }
            row += rune.Value == '\n' ? 1 : 0;
            at += length - 1;
        }
    }
}
