using System.Text.Json;

namespace VideoWall.LiveKit.Protocol;

/// <summary>
/// The city that an integrator may give a participant: attribute <c>city</c>, or else field <c>city</c> of metadata that
/// is a JSON object. Whatever else stands in them is not ours to judge.
/// </summary>
static class City
{
    /// <summary>On one line and clipped; null when nothing is left.</summary>
    internal static string? Clean(string? text) => Text.Line(text ?? "", FieldLimits.City) is { Length: > 0 } city ? city : null;

    /// <param name="metadata">UTF-8, of any kind.</param>
    internal static string? OfMetadata(ReadOnlySpan<byte> metadata)
    {
        if (metadata.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return null;
        }

        try
        {
            string? city = null;
            var reader = new Utf8JsonReader(metadata);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("city"u8))
                {
                    reader.Read();
                    city = reader.TokenType == JsonTokenType.String ? Clean(reader.GetString()) : null;
                }

                reader.Skip();
            }

            return city;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // metadata belongs to the integrator and may be anything
        }
    }
}
