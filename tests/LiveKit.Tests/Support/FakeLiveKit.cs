using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace VideoWall.LiveKit.Tests.Support;

/// <summary>A request as it would have gone over the wire.</summary>
sealed record SentCall(string Method, Uri Url, string ContentType, string? Authorization, string? UserAgent, string Body)
{
    internal string Token => Authorization!["Bearer ".Length..];
}

/// <summary>Stands in for LiveKit's server API: answers as told and keeps what it was asked.</summary>
sealed class FakeLiveKit(Func<SentCall, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    internal List<SentCall> Calls { get; } = [];

    internal static FakeLiveKit Answering(int status, string body, string type = "application/json") =>
        new((_, _) => Task.FromResult(Response(status, body, type)));

    internal static FakeLiveKit Answering(RecordedCall call) => Answering(call.Status, call.Answer, call.AnswerType);

    internal static FakeLiveKit Failing(Exception fault) => new((_, _) => Task.FromException<HttpResponseMessage>(fault));

    /// <summary>Takes the call and never answers.</summary>
    internal static FakeLiveKit Silent() => new(async (_, cancellation) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        throw new InvalidOperationException("unreachable");
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = new SentCall(
            request.Method.Method,
            request.RequestUri!,
            request.Content!.Headers.ContentType!.ToString(),
            request.Headers.Authorization?.ToString(),
            request.Headers.UserAgent.ToString(),
            await request.Content.ReadAsStringAsync(cancellationToken));
        Calls.Add(call);
        return await answer(call, cancellationToken);
    }

    static HttpResponseMessage Response(int status, string body, string type) => new((HttpStatusCode)status)
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } },
    };
}
