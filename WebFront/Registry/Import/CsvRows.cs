using System.Text;

namespace VideoWall.WebFront.Registry.Import;

/// <summary>One row of a file, which may go over several of its lines.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Text">That line as it stands in the file.</param>
/// <param name="LastLine">The line on which it ends.</param>
/// <param name="Fault">Why its fields cannot be told; then only <paramref name="Line"/> and <paramref name="Text"/> hold.</param>
sealed record CsvRow(int Line, string Text, int LastLine, IReadOnlyList<string> Fields, string? Fault);

/// <summary>
/// The rows of a CSV file (RFC 4180). CsvHelper and its like make the best of quotation marks that do not fit; here such a row is a
/// fault, because whole rows disappear in a field that is closed too late. Reading goes on at the next line.
/// </summary>
ref struct CsvRows(ReadOnlySpan<char> text, char delimiter)
{
    const char Quote = '"';

    readonly ReadOnlySpan<char> text = text;
    readonly StringBuilder content = new();
    int at;
    int line = 1;

    public CsvRow? Next()
    {
        if (at >= text.Length)
        {
            return null;
        }
        var (start, first) = (at, line);
        var fields = new List<string>();
        do
        {
            var (opened, openedLine) = (at, line);
            if (ReadField(out var value) is { } fault)
            {
                (at, line) = (opened, openedLine);
                var shown = LineAt(opened);
                SkipLine();
                return new(openedLine, shown, openedLine, [], fault);
            }
            fields.Add(value);
        }
        while (Take(delimiter));
        var row = new CsvRow(first, LineAt(start), line, fields, null);
        TakeLineEnd();
        return row;
    }

    string? ReadField(out string value)
    {
        var ahead = at;
        while (ahead < text.Length && text[ahead] == ' ')
        {
            ahead++;
        }
        if (ahead < text.Length && text[ahead] == Quote)
        {
            at = ahead + 1;
            return ReadQuoted(out value);
        }
        var rest = text[at..];
        var end = rest.IndexOfAny(delimiter, '\r', '\n');
        var plain = end < 0 ? rest : rest[..end];
        at += plain.Length;
        value = plain.ToString();
        return plain.Count(Quote) % 2 == 0 ? null : "A quotation mark stands alone. Write it twice within quotation marks, or take it away.";
    }

    string? ReadQuoted(out string value)
    {
        content.Clear();
        value = "";
        while (at < text.Length)
        {
            var c = text[at];
            if (c == Quote)
            {
                at++;
                if (!Take(Quote))
                {
                    value = content.ToString();
                    return IsAtEndOfField() ? null : "Something follows a closing quotation mark, so where the field ends is unknown. Close it in its own line, and write marks within it twice.";
                }
                content.Append(Quote);
            }
            else if (TakeLineEnd())
            {
                content.Append('\n');
            }
            else
            {
                content.Append(c);
                at++;
            }
        }
        return "A quotation mark is opened and not closed, so where the row ends is unknown. Close it, or write it twice.";
    }

    bool IsAtEndOfField()
    {
        while (Take(' '))
        {
        }
        return at == text.Length || text[at] == delimiter || text[at] is '\r' or '\n';
    }

    bool Take(char c)
    {
        if (at >= text.Length || text[at] != c)
        {
            return false;
        }
        at++;
        return true;
    }

    bool TakeLineEnd()
    {
        if (!(Take('\r') | Take('\n')))
        {
            return false;
        }
        line++;
        return true;
    }

    /// <summary>Leaves the rest of this line out.</summary>
    public void SkipLine()
    {
        var end = text[at..].IndexOfAny('\r', '\n');
        at = end < 0 ? text.Length : at + end;
        TakeLineEnd();
    }

    readonly string LineAt(int index)
    {
        var start = text[..index].LastIndexOfAny('\r', '\n') + 1;
        var end = text[index..].IndexOfAny('\r', '\n');
        return text[start..(end < 0 ? text.Length : index + end)].ToString();
    }
}
