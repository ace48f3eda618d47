using System.Text.Json;
using System.Text.Json.Serialization;
using VideoWall.Domain;

namespace VideoWall.Grains.Interfaces;

/// <summary>An id is written as its text.</summary>
public abstract class IdConverter<TId>(Func<string, TId> parse, Func<TId, string> text) : JsonConverter<TId>
    where TId : struct
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(text(value));

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => parse(reader.GetString() ?? "");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WritePropertyName(text(value));
}

public sealed class ChurchIdConverter() : IdConverter<ChurchId>(t => new(t), id => id.Value);

public sealed class ServiceIdConverter() : IdConverter<ServiceId>(t => new(t), id => id.Value);
