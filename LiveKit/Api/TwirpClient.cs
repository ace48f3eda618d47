using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VideoWall.LiveKit.Api;

/// <summary>One call of LiveKit's server API: Twirp over JSON. Never retries, never throws for what LiveKit does.</summary>
sealed class TwirpClient(HttpClient http, LiveKitAddress address, TimeProvider time)
{
    internal delegate T Reading<out T>(ReadOnlySpan<byte> body);

    /// <summary>LiveKit's nodes ask each other up to 15 s before they give up (3 s, 5 s and 7 s).</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>A participant has about 2 KB: room for thousands.</summary>
    const long AnswerBytes = 32 << 20;

    static readonly ProductInfoHeaderValue Agent = new("VideoWall", typeof(TwirpClient).Assembly.GetName().Version?.ToString(3));

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<LiveKitAnswer<TAnswer>> Ask<TRequest, TAnswer>(
        string method,
        TRequest request,
        JsonTypeInfo<TRequest> form,
        string token,
        Reading<TAnswer> reading,
        CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var message = Message(method, JsonSerializer.SerializeToUtf8Bytes(request, form), token);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(AnswerBytes, both.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                ? new LiveKitAnswer<TAnswer>(reading(body))
                : new LiveKitAnswer<TAnswer>(TwirpErrors.Read(response.StatusCode, body));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new LiveKitAnswer<TAnswer>(TwirpErrors.Foreign(HttpStatusCode.OK));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Unreachable<TAnswer>("timeout", $"LiveKit did not answer {method} within {Patience.TotalSeconds} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var cause = (e as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
            return Unreachable<TAnswer>("no_connection", $"LiveKit does not answer at {address.Http} ({cause}).");
        }
    }

    static LiveKitAnswer<T> Unreachable<T>(string code, string message) =>
        new(new LiveKitAnswer(AnswerKind.Unreachable, code, message));

    HttpRequestMessage Message(string method, byte[] body, string token) => new(
        HttpMethod.Post, new Uri(address.Http, $"twirp/livekit.RoomService/{method}"))
    {
        Content = new ByteArrayContent(body)
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json", "UTF-8") },
        },
        Headers =
        {
            Authorization = new AuthenticationHeaderValue("Bearer", token),
            UserAgent = { Agent },
        },
    };
}
