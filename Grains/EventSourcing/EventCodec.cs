using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VideoWall.Grains.Ports;

namespace VideoWall.Grains.EventSourcing;

/// <summary>Writes events for the journal and reads them back, by the stable name of their type.</summary>
public sealed class EventCodec<TEvent>(params JsonTypeInfo[] types)
    where TEvent : class
{
    readonly FrozenDictionary<Type, JsonTypeInfo> byType = types.ToFrozenDictionary(t => t.Type);
    readonly FrozenDictionary<string, JsonTypeInfo> byName = types.ToFrozenDictionary(t => t.Type.Name);

    public IEnumerable<Type> Types => byType.Keys;

    public JournalEvent Write(TEvent happened, DateTimeOffset at, string by, string? command = null) =>
        new(happened.GetType().Name, JsonSerializer.SerializeToUtf8Bytes(happened, byType[happened.GetType()]), at, by, command);

    /// <exception cref="InvalidDataException">The journal holds an event of a newer program.</exception>
    public TEvent Read(JournalEvent recorded) =>
        byName.TryGetValue(recorded.Type, out var type)
            ? (TEvent)JsonSerializer.Deserialize(recorded.Data.Span, type)!
            : throw new InvalidDataException($"The journal holds an event '{recorded.Type}' that this version does not know. Start the newer version that wrote it.");
}
