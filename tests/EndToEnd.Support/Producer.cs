using System.Text.Json;

namespace VideoWall.EndToEnd.Support;

/// <summary>A service as the API tells it.</summary>
public sealed record Service(string Id, string Code, string Room, string WallUrl, string State, long Revision)
{
    public string WallKey => WallUrl[(WallUrl.IndexOf("key=", StringComparison.Ordinal) + 4)..];

    public static Service Of(JsonElement json) => new(
        json.GetProperty("id").GetString()!, json.GetProperty("code").GetString()!, json.GetProperty("room").GetString()!,
        json.GetProperty("wallUrl").GetString()!, json.GetProperty("state").GetString()!, json.GetProperty("revision").GetInt64());
}

/// <summary>A church in the roster.</summary>
public sealed record Seat(string Church, string Identity, string Name, int? Number, int? Page, string State, bool OnAir, string? Session, string? Track)
{
    public static Seat Of(JsonElement json) => new(
        json.GetProperty("churchId").GetString()!, json.GetProperty("identity").GetString()!, json.GetProperty("name").GetString()!,
        Whole(json, "seat"), Whole(json, "page"), json.GetProperty("state").GetString()!, json.GetProperty("onAir").GetBoolean(),
        json.GetProperty("participantSid").GetString(), json.GetProperty("trackSid").GetString());

    static int? Whole(JsonElement json, string name) => json.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
}

/// <summary>A producer with an API key, and LiveKit's hand: it knows the secret that signs webhooks.</summary>
public sealed class Producer(SiloProcess silo) : IDisposable
{
    readonly Client client = new(silo.Address) { ApiKey = SiloProcess.AdminKey };
    readonly HttpClient liveKit = new() { BaseAddress = silo.Address };

    public Client Api => client;

    public async Task<Service> Create(object? more = null, string title = "Sunday")
    {
        var body = new Dictionary<string, object?> { ["title"] = title };
        foreach (var property in more?.GetType().GetProperties() ?? [])
        {
            body[property.Name] = property.GetValue(more);
        }
        return Service.Of((await client.Post("/api/v1/services", body)).Is(201).Json);
    }

    public async Task<Service> Read(Service service) => Service.Of((await client.Get($"/api/v1/services/{service.Id}")).Is(200).Json);

    public async Task<IReadOnlyList<Seat>> Roster(Service service) =>
        [.. (await client.Get($"/api/v1/services/{service.Id}/roster")).Is(200).Json.GetProperty("churches").EnumerateArray().Select(Seat.Of)];

    public Task<Answer> Do(Service service, string action, object? body = null) =>
        client.Post($"/api/v1/services/{service.Id}/actions/{action}", body ?? new { });

    /// <summary>One webhook through the door.</summary>
    /// <param name="signature">The Authorization header; null signs it as LiveKit would.</param>
    public async Task<(int Status, string? Code, TimeSpan? RetryAfter)> Send(byte[] body, string? signature = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "livekit/webhook") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/webhook+json");
        request.Headers.TryAddWithoutValidation("Authorization", signature ?? Signer.Sign(body));
        using var response = await liveKit.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var code = text.StartsWith('{') ? JsonDocument.Parse(text).RootElement.GetProperty("code").GetString() : null;
        return ((int)response.StatusCode, code, response.Headers.RetryAfter?.Delta);
    }

    /// <summary>Webhooks that must be taken.</summary>
    public async Task Take(params IEnumerable<byte[]> bodies)
    {
        foreach (var body in bodies)
        {
            Assert.Equal((200, null, null), await Send(body));
        }
    }

    public void Dispose()
    {
        client.Dispose();
        liveKit.Dispose();
    }
}
