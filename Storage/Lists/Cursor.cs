using System.Buffers.Text;
using System.Text;

namespace VideoWall.Storage.Lists;

/// <summary>
/// The place after a row in a sorted list: the row's sort key and id, opaque to callers. Unlike a row number it
/// stays right while rows come and go.
/// </summary>
internal readonly record struct Cursor(string Key, string Id)
{
    /// <exception cref="ArgumentException">The text is no cursor that this program gave out.</exception>
    public static Cursor? Parse(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return null;
        try
        {
            var parts = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(cursor)).Split('\n');
            if (parts.Length == 2)
                return new Cursor(parts[0], parts[1]);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            // Told below, with all other texts that are no cursor.
        }
        throw Unknown();
    }

    public static ArgumentException Unknown() =>
        new("The cursor is not one that this list gave out; start again without it.", "cursor");

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Key}\n{Id}"));
}
