using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VideoWall.LiveKit.Api;

/// <summary>One call of LiveKit's server API: Twirp over JSON. Never retries, never throws for what LiveKit does.</summary>
sealed class TwirpClient(HttpClient http, LiveKitAddress address, TimeProvider time)
{
    /// <summary>
    /// Shorter than the grain call that waits for it. LiveKit's nodes ask each other up to 15 s (3 s, 5 s and 7 s): what takes
    /// longer than this is asked again by the next comparison of the room.
    /// </summary>
    static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(6);

    /// <summary>A participant has about 2 KB: room for thousands.</summary>
    const long AnswerBytes = 32 << 20;

    static readonly ProductInfoHeaderValue Agent = new("VideoWall", typeof(TwirpClient).Assembly.GetName().Version?.ToString(3));

    /// <param name="requestJson">How the request is written.</param>
    /// <param name="responseJson">How the response is read.</param>
    /// <param name="answer">What the caller keeps of the response; a JsonException says that it is not LiveKit's.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<LiveKitAnswer<TAnswer>> Call<TRequest, TResponse, TAnswer>(
        string method,
        TRequest request,
        JsonTypeInfo<TRequest> requestJson,
        JsonTypeInfo<TResponse> responseJson,
        Func<TResponse, TAnswer> answer,
        string token,
        CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var message = Message(method, JsonSerializer.SerializeToUtf8Bytes(request, requestJson), token);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(AnswerBytes, either.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                ? new LiveKitAnswer<TAnswer>(answer(Read(body, responseJson)))
                : new LiveKitAnswer<TAnswer>(TwirpErrors.Read(response.StatusCode, body));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new LiveKitAnswer<TAnswer>(TwirpErrors.Foreign(HttpStatusCode.OK));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Unreachable<TAnswer>("timeout", $"LiveKit did not answer {method} within {CallTimeout.TotalSeconds} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var cause = (e as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
            return Unreachable<TAnswer>("no_connection", $"LiveKit does not answer at {address.Http} ({cause}).");
        }
    }

    static T Read<T>(byte[] body, JsonTypeInfo<T> json) =>
        JsonSerializer.Deserialize(body.AsSpan(), json) ?? throw new JsonException("the answer is null");

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
