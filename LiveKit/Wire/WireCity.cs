using System.Buffers;
using System.Text.Json;

namespace VideoWall.LiveKit.Wire;

/// <summary>
/// The city that an integrator may give a participant: attribute <c>city</c>, or else field <c>city</c> of metadata that
/// is a JSON object. Whatever else stands in them is not ours to judge.
/// </summary>
static class WireCity
{
    /// <summary>Reads the value of the property that the reader stands on.</summary>
    internal static string? OfAttributes(ref Utf8JsonReader reader)
    {
        string? city = null;
        if (!ProtoJson.Enter(ref reader, "participant.attributes"))
        {
            return city;
        }

        while (ProtoJson.Next(ref reader))
        {
            if (ProtoJson.Is(ref reader, "city"u8))
            {
                city = OrNull(ProtoJson.Line(ref reader, "attributes.city", WireLimits.City));
            }
            else
            {
                reader.Skip();
            }
        }

        return city;
    }

    /// <inheritdoc cref="OfAttributes"/>
    internal static string? OfMetadata(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            return reader.TokenType == JsonTokenType.Null ? null : throw new JsonException("participant.metadata is not a text");
        }

        var rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, reader.ValueSpan.Length));
        try
        {
            ReadOnlySpan<byte> metadata = rented.AsSpan(0, reader.CopyString(rented));
            return metadata.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? OfObject(metadata) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    static string? OfObject(ReadOnlySpan<byte> metadata)
    {
        try
        {
            string? city = null;
            var reader = new Utf8JsonReader(metadata);
            reader.Read();
            while (ProtoJson.Next(ref reader))
            {
                if (reader.ValueTextEquals("city"u8))
                {
                    reader.Read();
                    city = reader.TokenType == JsonTokenType.String
                        ? OrNull(Text.Line(reader.GetString() ?? "", WireLimits.City))
                        : null;
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

    static string? OrNull(string text) => text.Length == 0 ? null : text;
}
