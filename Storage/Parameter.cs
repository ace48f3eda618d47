using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;

namespace VideoWall.Storage;

/// <summary>Positional parameters with their types said, so that statements prepare alike for every value.</summary>
internal static class Parameter
{
    public static NpgsqlParameter Text(string? value) => Of(NpgsqlDbType.Text, value);
    public static NpgsqlParameter Number(long value) => new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint };
    public static NpgsqlParameter Int(int value) => new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer };
    public static NpgsqlParameter Id(Guid value) => Of(NpgsqlDbType.Uuid, value);
    public static NpgsqlParameter Bytes(ReadOnlyMemory<byte> value) => Of(NpgsqlDbType.Bytea, Array(value));
    public static NpgsqlParameter Time(DateTimeOffset? value) => Of(NpgsqlDbType.TimestampTz, value?.UtcDateTime);
    public static NpgsqlParameter Texts(string?[] values) => Of(NpgsqlDbType.Array | NpgsqlDbType.Text, values);
    public static NpgsqlParameter Numbers(long[] values) => Of(NpgsqlDbType.Array | NpgsqlDbType.Bigint, values);
    public static NpgsqlParameter Flags(bool[] values) => Of(NpgsqlDbType.Array | NpgsqlDbType.Boolean, values);
    public static NpgsqlParameter Times(DateTime[] values) => Of(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, values);
    public static NpgsqlParameter Times(DateTime?[] values) => Of(NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, values);
    public static NpgsqlParameter Jsons(byte[][] values) => Of(NpgsqlDbType.Array | NpgsqlDbType.Jsonb, values);

    /// <summary>The bytes as an array; copied only when the memory is a part of a larger one.</summary>
    public static byte[] Array(ReadOnlyMemory<byte> value) =>
        MemoryMarshal.TryGetArray(value, out var segment) && segment.Array is { } array && segment.Offset == 0 && segment.Count == array.Length
            ? array
            : value.ToArray();

    static NpgsqlParameter Of(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
