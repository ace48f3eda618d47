using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoWall.WebFront.Errors;

/// <summary>A member of a body that may be left out, which is something else than null. Needs <see cref="GivenConverter{T}"/>.</summary>
public readonly record struct Given<T>(T? Value)
{
    /// <summary>False when the member was left out.</summary>
    public bool IsGiven { get; } = true;
}

/// <summary>Reads what is given as <typeparamref name="T"/> itself is read.</summary>
sealed class GivenConverter<T> : JsonConverter<Given<T>>
{
    public override bool HandleNull => true;

    public override Given<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType == JsonTokenType.Null ? default : ((JsonConverter<T>)options.GetConverter(typeof(T))).Read(ref reader, typeof(T), options));

    public override void Write(Utf8JsonWriter writer, Given<T> value, JsonSerializerOptions options) => throw new NotSupportedException("Bodies with it are only read.");
}
