using System.Globalization;
using System.Text.Json;

namespace VideoWall.LiveKit.Wire;

/// <summary>
/// Reads proto3 JSON as LiveKit writes it: webhooks in camelCase with defaults left out, API answers in snake_case with
/// defaults written, int64 as text. Takes either form everywhere, numbers as numbers too, and null for any default.
/// Each method expects to stand on a property's name and leaves on its value's last token.
/// </summary>
/// <exception cref="JsonException">Something that proto3 JSON is not. Messages name the field, never its value.</exception>
static class ProtoJson
{
    /// <summary>Enters an object; false when it is null.</summary>
    internal static bool Enter(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.Null => false,
            _ => throw new JsonException($"{field} is not an object"),
        };
    }

    /// <summary>Enters an array; false when it is null.</summary>
    internal static bool EnterArray(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.StartArray => true,
            JsonTokenType.Null => false,
            _ => throw new JsonException($"{field} is not an array"),
        };
    }

    /// <summary>Moves to the next object of an array that was entered; false at the array's end.</summary>
    internal static bool NextElement(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.EndArray => false,
            _ => throw new JsonException($"{field} holds something that is not an object"),
        };
    }

    /// <summary>Moves to the next property of the object entered; false at its end.</summary>
    internal static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    internal static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name);

    internal static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> camel, ReadOnlySpan<byte> snake) =>
        reader.ValueTextEquals(camel) || reader.ValueTextEquals(snake);

    /// <summary>An identifier: kept whole or refused, since a shortened one would name somebody else.</summary>
    /// <param name="limit">In bytes of UTF-8.</param>
    internal static string Id(ref Utf8JsonReader reader, string field, int limit)
    {
        var text = String(ref reader, field);
        return System.Text.Encoding.UTF8.GetByteCount(text) > limit ? throw new JsonException($"{field} is too long")
            : text.Any(char.IsControl) ? throw new JsonException($"{field} has control characters")
            : text;
    }

    /// <summary>A text for people, on one line and clipped.</summary>
    /// <param name="limit">In bytes of UTF-8.</param>
    internal static string Line(ref Utf8JsonReader reader, string field, int limit) =>
        Text.Line(String(ref reader, field), limit);

    internal static long Int64(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return 0;
            case JsonTokenType.Number when reader.TryGetInt64(out var number):
                return number;
            case JsonTokenType.String when long.TryParse(
                reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return number;
            default:
                throw new JsonException($"{field} is not a whole number");
        }
    }

    internal static bool Bool(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False or JsonTokenType.Null => false,
            _ => throw new JsonException($"{field} is not true or false"),
        };
    }

    /// <summary>An enum value, by name or by number; a name that we do not know is -1.</summary>
    /// <param name="names">The names we know, in the order of their numbers; empty texts fill gaps.</param>
    internal static int Enum(ref Utf8JsonReader reader, string field, ReadOnlySpan<string> names)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return 0;
            case JsonTokenType.Number when reader.TryGetInt32(out var number):
                return number;
            case JsonTokenType.String:
                for (var i = 0; i < names.Length; i++)
                {
                    if (reader.ValueTextEquals(names[i]))
                    {
                        return i;
                    }
                }

                return -1;
            default:
                throw new JsonException($"{field} is not the name of a value");
        }
    }

    static string String(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString() ?? "",
            JsonTokenType.Null => "",
            _ => throw new JsonException($"{field} is not a text"),
        };
    }
}
