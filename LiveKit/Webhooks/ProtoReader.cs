using System.Buffers;
using System.Text.Json;
using VideoWall.LiveKit.Protocol;

namespace VideoWall.LiveKit.Webhooks;

/// <summary>
/// Walks through proto3 JSON field by field, for the webhook door alone: there it is faster than generated DTOs
/// (docs/adr/0015). Takes both spellings, camelCase and snake_case.
/// Each method expects to stand on a property's name and leaves on its value's last token.
/// </summary>
/// <exception cref="JsonException">Something that proto3 JSON is not. Messages name the field, never its value.</exception>
static class ProtoReader
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

    /// <summary>Moves to the next property of the object entered; false at its end.</summary>
    internal static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    internal static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name);

    internal static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> camel, ReadOnlySpan<byte> snake) =>
        reader.ValueTextEquals(camel) || reader.ValueTextEquals(snake);

    /// <inheritdoc cref="ProtoValues.Id"/>
    internal static string Id(ref Utf8JsonReader reader, string field, int limit) =>
        ProtoValues.Id(String(ref reader, field), field, limit);

    /// <summary>A text for people, on one line and clipped.</summary>
    /// <param name="limit">In bytes of UTF-8.</param>
    internal static string Line(ref Utf8JsonReader reader, string field, int limit) =>
        Text.Line(String(ref reader, field), limit);

    internal static long Int64(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return ProtoValues.Int64(ref reader, field);
    }

    internal static bool Bool(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return ProtoValues.Bool(ref reader, field);
    }

    /// <inheritdoc cref="ProtoValues.Enum"/>
    internal static int Enum(ref Utf8JsonReader reader, string field, ReadOnlySpan<string> names)
    {
        reader.Read();
        return ProtoValues.Enum(ref reader, field, names);
    }

    /// <summary>The attribute <c>city</c> of a map of attributes.</summary>
    internal static string? CityOfAttributes(ref Utf8JsonReader reader, string field)
    {
        string? city = null;
        if (!Enter(ref reader, field))
        {
            return city;
        }

        while (Next(ref reader))
        {
            if (Is(ref reader, "city"u8))
            {
                city = City.Clean(String(ref reader, "attributes.city"));
            }
            else
            {
                reader.Skip();
            }
        }

        return city;
    }

    /// <summary>The <c>city</c> in a text of metadata, which is not made a string first.</summary>
    internal static string? CityOfMetadata(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            return reader.TokenType == JsonTokenType.Null ? null : throw new JsonException($"{field} is not a text");
        }

        var rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, reader.ValueSpan.Length));
        try
        {
            return City.OfMetadata(rented.AsSpan(0, reader.CopyString(rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
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
