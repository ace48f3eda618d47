using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace VideoWall.LiveKit.Tests.DotnetSdk;

/// <summary>Stands in for LiveKit's server API, in JSON as in protobuf: gives one answer and keeps what it was asked.</summary>
sealed class Server(IMessage answer) : HttpMessageHandler
{
    const string Json = "application/json";

    internal string Path { get; private set; } = "";

    internal string Token { get; private set; } = "";

    internal byte[] Body { get; private set; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Path = request.RequestUri!.AbsolutePath;
        Token = request.Headers.Authorization!.Parameter!;
        Body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var type = request.Content.Headers.ContentType!.MediaType!;
        var body = type == Json ? System.Text.Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(answer)) : answer.ToByteArray();
        return new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };
    }
}
