using System.Text.Json;

namespace VideoWall.EndToEnd.Support;

/// <summary>What a page shows: the seats and what stands above them, from a snapshot and the deltas after it.</summary>
sealed class Picture
{
    readonly SortedDictionary<int, Dictionary<string, JsonElement>> seats = [];
    readonly Dictionary<string, JsonElement> header = [];

    public IEnumerable<int> Seats => seats.Keys;

    public string? this[int seat, string field] =>
        seats.TryGetValue(seat, out var known) && known.TryGetValue(field, out var value) ? value.ToString() : null;

    public string Header(string field) => header[field].ToString();

    public override string ToString() => string.Join('\n', seats.Select(s => $"{s.Key}: {Words(s.Value)}").Append(Words(header)));

    public void CopyFrom(Picture earlier)
    {
        foreach (var (seat, fields) in earlier.seats)
        {
            seats[seat] = new(fields);
        }
        foreach (var (name, value) in earlier.header)
        {
            header[name] = value;
        }
    }

    public void Replace(JsonElement snapshot)
    {
        seats.Clear();
        header.Clear();
        Merge(snapshot);
    }

    public void Merge(JsonElement told)
    {
        foreach (var property in told.EnumerateObject())
        {
            switch (property.Name)
            {
                case "seats":
                    foreach (var seat in property.Value.EnumerateArray())
                    {
                        Merge(seat.GetProperty("seat").GetInt32(), seat);
                    }
                    break;
                case "removed":
                    foreach (var seat in property.Value.EnumerateArray())
                    {
                        seats.Remove(seat.GetInt32());
                    }
                    break;
                case "serviceId" or "serverTime" or "revision" or "from" or "to" or "causes":
                    break;
                default:
                    header[property.Name] = property.Value;
                    break;
            }
        }
    }

    void Merge(int number, JsonElement told)
    {
        if (!seats.TryGetValue(number, out var seat) || told.TryGetProperty("churchId", out _))
        {
            seats[number] = seat = []; // a whole new seat
        }
        foreach (var field in told.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null)
            {
                seat.Remove(field.Name);
            }
            else
            {
                seat[field.Name] = field.Value;
            }
        }
    }

    static string Words(Dictionary<string, JsonElement> fields) =>
        string.Join(' ', fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value.GetRawText()}"));
}
