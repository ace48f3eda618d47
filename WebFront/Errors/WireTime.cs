using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace VideoWall.WebFront.Errors;

/// <summary>
/// A moment as it comes from outside: ISO 8601 with date, time and offset (RFC 3339). Without an offset it would mean the zone of
/// this machine, which whoever sends it neither knows nor chose.
/// </summary>
static partial class WireTime
{
    public const string Cure = "Write it in ISO 8601 with Z or an offset, such as 2026-12-24T17:00:00Z or 2026-12-24T18:00:00+01:00.";

    public static bool TryRead(string? text, out DateTimeOffset moment)
    {
        moment = default;
        return text is not null && Moment().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out moment);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,16})?)?(Z|[+-]\d\d:?\d\d)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Moment();
}

/// <summary>Reads every moment in a body by <see cref="WireTime"/>.</summary>
sealed class WireTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && WireTime.TryRead(reader.GetString(), out var moment) ? moment : throw new WireTimeException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>What stands for a moment is none; the serializer adds where it stands.</summary>
sealed class WireTimeException() : JsonException("It is not a moment with an offset.");
