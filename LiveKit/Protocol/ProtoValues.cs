using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VideoWall.LiveKit.Protocol;

/// <summary>
/// Single values of proto3 JSON as LiveKit writes it: int64 as text, enums by name. Takes numbers as numbers too, and null
/// for any default. Each method stands on the value.
/// </summary>
/// <exception cref="JsonException">Something that proto3 JSON is not. Messages name the field, never its value.</exception>
static class ProtoValues
{
    internal static long Int64(ref Utf8JsonReader reader, string field)
    {
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

    internal static bool Bool(ref Utf8JsonReader reader, string field) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw new JsonException($"{field} is not true or false"),
    };

    /// <summary>An enum value, by name or by number; a name that we do not know is -1.</summary>
    /// <param name="names">One of <see cref="EnumNames"/>.</param>
    internal static int Enum(ref Utf8JsonReader reader, string field, ReadOnlySpan<string> names)
    {
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

    /// <summary>An identifier: kept whole or refused, since a shortened one would name somebody else.</summary>
    /// <param name="text">Empty when it is null.</param>
    /// <param name="limit">In bytes of UTF-8.</param>
    internal static string Id(string? text, string field, int limit) =>
        string.IsNullOrEmpty(text) ? ""
        : Encoding.UTF8.GetByteCount(text) > limit ? throw new JsonException($"{field} is too long")
        : Text.HasControls(text) ? throw new JsonException($"{field} has control characters")
        : text;
}
