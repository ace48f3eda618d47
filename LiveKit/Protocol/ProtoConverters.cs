using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoWall.LiveKit.Protocol;

/// <summary>Reads <see cref="ProtoValues"/> for System.Text.Json; we write none of them.</summary>
abstract class ProtoConverter<T> : JsonConverter<T>
{
    public override bool HandleNull => true;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is only read.");
}

sealed class ProtoInt64Converter : ProtoConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ProtoValues.Int64(ref reader, "a number");
}

sealed class ProtoBoolConverter : ProtoConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ProtoValues.Bool(ref reader, "a flag");
}

sealed class ParticipantKindConverter : ProtoConverter<ParticipantKind>
{
    public override ParticipantKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (ParticipantKind)ProtoValues.Enum(ref reader, "kind", EnumNames.Kinds);
}

sealed class ParticipantStateConverter : ProtoConverter<ParticipantState>
{
    public override ParticipantState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (ParticipantState)ProtoValues.Enum(ref reader, "state", EnumNames.States);
}

sealed class TrackTypeConverter : ProtoConverter<TrackType>
{
    public override TrackType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (TrackType)ProtoValues.Enum(ref reader, "type", EnumNames.TrackTypes);
}

sealed class TrackSourceConverter : ProtoConverter<TrackSource>
{
    public override TrackSource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (TrackSource)ProtoValues.Enum(ref reader, "source", EnumNames.TrackSources);
}
