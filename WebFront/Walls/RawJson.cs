using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoWall.WebFront.Walls;

/// <summary>JSON that was written once and is sent to many pages as it is.</summary>
[JsonConverter(typeof(RawJsonConverter))]
public sealed class RawJson(ReadOnlySequence<byte> utf8)
{
    static readonly byte[] comma = [(byte)','];

    public ReadOnlySequence<byte> Utf8 => utf8;

    /// <summary>Called once it is in a connection's output; what is sent to that connection then comes after it.</summary>
    public Action? Written { get; init; }

    public static RawJson Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }
        return new(new ReadOnlySequence<byte>(buffer.WrittenMemory));
    }

    /// <summary>This object with the members of another one behind its own; nothing is copied. Both come from <see cref="Write"/>, and neither is empty.</summary>
    public RawJson With(RawJson other)
    {
        var first = new Part(Utf8.First[..^1]);
        var last = first.Then(comma).Then(other.Utf8.First[1..]);
        return new(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length));
    }

    sealed class Part : ReadOnlySequenceSegment<byte>
    {
        public Part(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Part Then(ReadOnlyMemory<byte> memory)
        {
            var next = new Part(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}

/// <inheritdoc cref="RawJson"/>
public sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Raw JSON is only ever sent.");

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options)
    {
        writer.WriteRawValue(value.Utf8, skipInputValidation: true);
        value.Written?.Invoke();
    }
}
