using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace VideoWall.Fakes;

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string Text, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The code of the problem details; fails loudly when the answer is none.</summary>
    public string Code
    {
        get
        {
            Assert.Equal("application/problem+json", ContentType);
            Assert.Equal(Status, Json.GetProperty("status").GetInt32());
            Assert.NotEmpty(Json.GetProperty("title").GetString()!);
            Assert.NotEmpty(Json.GetProperty("detail").GetString()!);
            return Json.GetProperty("code").GetString()!;
        }
    }

    /// <summary>The one field at fault.</summary>
    public string Field => Assert.Single(Json.GetProperty("errors").EnumerateObject()).Name;

    public string this[string property] => Json.GetProperty(property).ToString();

    public Answer Is(int status)
    {
        Assert.True(Status == status, $"{Status} instead of {status}: {Text}");
        return this;
    }

    public Answer Is(int status, string code)
    {
        Is(status);
        Assert.Equal(code, Code);
        return this;
    }
}

/// <summary>A browser or a program in front of the server: keeps the session's cookie, or sends its key.</summary>
public sealed class Client(Uri server) : IDisposable
{
    readonly HttpClient http = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = server };

    /// <summary>Sent with every request.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>The session's.</summary>
    public string? Cookie { get; set; }

    /// <summary>By which the sign-in knows the browser again.</summary>
    public string? DeviceCookie { get; set; }

    public string? ApiKey { get; init; }

    /// <summary>The address that a proxy would report.</summary>
    public string? Address { get; init; }

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, object? body = null) => Send(HttpMethod.Post, path, Json(body));

    public Task<Answer> Patch(string path, object body) => Send(HttpMethod.Patch, path, Json(body));

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, null);

    /// <summary>A body as it stands.</summary>
    public Task<Answer> PostText(string path, string body, string type = "application/json") =>
        Send(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, type));

    public Task<Answer> PostBytes(string path, byte[] body, string type) =>
        Send(HttpMethod.Post, path, new ByteArrayContent(body) { Headers = { ContentType = new(type) } });

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        Add("Cookie", (Cookie, DeviceCookie) is (null, null) ? null : string.Join("; ", new[] { Cookie, DeviceCookie }.OfType<string>()));
        Add("Authorization", ApiKey is null ? null : $"Bearer {ApiKey}");
        Add("X-Forwarded-For", Address);
        using var response = await http.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0];
            if (pair.StartsWith("vw_device=", StringComparison.Ordinal))
            {
                DeviceCookie = pair;
            }
            else
            {
                Cookie = pair.EndsWith('=') ? null : pair;
            }
        }
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType, headers);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    public void Dispose() => http.Dispose();

    static JsonContent? Json(object? body) => body is null ? null : JsonContent.Create(body, body.GetType());
}
