using System.Text.Json;
using System.Text.Json.Serialization;
using VideoWall.Domain;

namespace VideoWall.WebFront.Errors;

/// <summary>
/// The one door for every text in a JSON body or a message of a page: what no store can keep (<see cref="Texts.IsText"/>) is refused here,
/// before anybody sees it, and the field is named.
/// </summary>
sealed class TextConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("Not a text.");
        }
        try
        {
            return reader.GetString() is { } text && Texts.IsText(text) ? text : throw new NotTextException();
        }
        catch (InvalidOperationException) // half a surrogate pair, or bytes that are no UTF-8
        {
            throw new NotTextException();
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>A text in the JSON is none; <see cref="JsonException.Path"/> says where.</summary>
sealed class NotTextException() : JsonException("Not a text: it holds a control character, or half a character.");
