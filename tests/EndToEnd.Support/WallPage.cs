using System.Text.Json;

namespace VideoWall.EndToEnd.Support;

/// <summary>
/// A wall or a console as docs/protocol.md describes a client: keeps a roster, applies what fits, asks again where
/// something is missing.
/// </summary>
public sealed class WallPage : HubConnection
{
    readonly SortedDictionary<int, Dictionary<string, JsonElement>> seats = [];
    readonly Dictionary<string, JsonElement> header = [];
    readonly List<(JsonElement Delta, int Bytes)> changes = [];
    readonly HashSet<string> watches = [];
    string service = "";
    string? burdened;

    /// <summary>Of what it shows.</summary>
    public long Revision { get; private set; }

    /// <summary>How often a delta did not fit, so that it had to ask.</summary>
    public int Gaps { get; private set; }

    /// <summary>What the server told by itself.</summary>
    public IReadOnlyList<(JsonElement Delta, int Bytes)> Changes
    {
        get
        {
            lock (Gate)
            {
                return [.. changes];
            }
        }
    }

    /// <summary>What it shows, as text that is the same for pages that show the same.</summary>
    public string Shown
    {
        get
        {
            lock (Gate)
            {
                return string.Join('\n', seats.Select(s => $"{s.Key}: {Words(s.Value)}").Append(Words(header)));
            }
        }
    }

    public IReadOnlyList<int> Seats
    {
        get
        {
            lock (Gate)
            {
                return [.. seats.Keys];
            }
        }
    }

    /// <summary>One field of a seat as text; null where there is no such seat.</summary>
    public string? this[int seat, string field]
    {
        get
        {
            lock (Gate)
            {
                return seats.TryGetValue(seat, out var known) && known.TryGetValue(field, out var value) ? value.ToString() : null;
            }
        }
    }

    public string Header(string field)
    {
        lock (Gate)
        {
            return header[field].ToString();
        }
    }

    /// <summary>Opens a wall by its link, as the wall page does.</summary>
    public static async Task<WallPage> OfWall(SiloProcess hall, Service watched, int screen = 0, bool small = false, bool compressed = true)
    {
        using var client = new Client(hall.Address);
        var wall = (await client.Post("/api/v1/wall", new { watched.Code, key = watched.WallKey, screen })).Is(200);
        return await Open(hall, wall["hubToken"], small, compressed);
    }

    public static async Task<WallPage> Open(SiloProcess hall, string token, bool small = false, bool compressed = true)
    {
        var page = new WallPage();
        await page.Connect(hall.Address, "/hubs/wall", token, small, compressed);
        return page;
    }

    public Task<JsonElement> Watch(Service watched, long? revision = null)
    {
        service = watched.Id;
        return Call("Watch", new { serviceId = service, revision });
    }

    /// <summary>Asks for all of another, large service, and shows nothing of it: answers pile up before this page's door.</summary>
    public void Burden(Service large)
    {
        lock (Gate)
        {
            burdened = large.Id;
        }
        _ = Begin("Watch", new { serviceId = large.Id });
    }

    /// <summary>Takes over what another page had, as after a reload that kept its memory.</summary>
    public void Remember(WallPage earlier)
    {
        foreach (var (seat, fields) in earlier.seats)
        {
            seats[seat] = new(fields);
        }
        foreach (var (name, value) in earlier.header)
        {
            header[name] = value;
        }
        Revision = earlier.Revision;
    }

    public Task Reaches(long revision) =>
        Eventually.Is($"the page has revision {revision}", () => (Revision, IsOpen), seen => seen.Revision >= revision);

    protected override void Begun(string id, string method)
    {
        if (method == "Watch")
        {
            lock (Gate)
            {
                watches.Add(id);
            }
        }
    }

    protected override void Answered(string id, JsonElement result)
    {
        if (!watches.Remove(id))
        {
            return;
        }
        if (result.GetProperty("serviceId").GetString() == burdened)
        {
            return;
        }
        if (result.TryGetProperty("deltas", out var missed))
        {
            foreach (var delta in missed.EnumerateArray())
            {
                Apply(delta);
            }
            return;
        }
        seats.Clear();
        header.Clear();
        Merge(result);
        Revision = result.GetProperty("revision").GetInt64();
    }

    protected override void Called(string method, JsonElement argument, int bytes)
    {
        if (method == "changed")
        {
            changes.Add((argument, bytes));
            Apply(argument);
        }
    }

    void Apply(JsonElement delta)
    {
        var (from, to) = (delta.GetProperty("from").GetInt64(), delta.GetProperty("to").GetInt64());
        if (to <= Revision)
        {
            return;
        }
        if (from != Revision)
        {
            Gaps++;
            _ = Begin("Watch", new { serviceId = service, revision = Revision });
            return;
        }
        Merge(delta);
        Revision = to;
    }

    void Merge(JsonElement told)
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
