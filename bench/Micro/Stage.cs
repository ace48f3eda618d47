using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;
using VideoWall.LiveKit.Keys;

namespace VideoWall.Micro;

/// <summary>What the benchmarks act on: a live service full of churches, and webhooks in LiveKit's own form.</summary>
static class Stage
{
    const string Secret = "a-secret-of-more-than-thirty-two-bytes";

    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static LiveKitKeys Keys { get; } =
        LiveKitKeys.TryParse("bench", Secret, out var keys, out var problem) ? keys : throw new InvalidOperationException(problem);

    /// <summary>A live service where so many churches are present with a picture.</summary>
    public static ServiceState FullOf(int churches)
    {
        var state = Next(ServiceState.None, new Schedule(new("service"), "ABC234", "svc-service", "key", ServiceSettings.Default("Service")));
        for (var n = 0; n < churches; n++)
        {
            state = Next(Next(state, Joined(n, 1)), Published(n, 1));
        }
        return state;
    }

    public static ServiceState Next(ServiceState state, ServiceCommand command) => ServiceDecider.Decide(state, command, Start).State;

    public static Observe Joined(int church, int session) => Signal(SignalKind.Joined, church, session);

    public static Observe Published(int church, int session) => Signal(SignalKind.Published, church, session);

    public static Observe Unpublished(int church, int session) => Signal(SignalKind.Unpublished, church, session);

    static Observe Signal(SignalKind kind, int church, int session)
    {
        var isTrack = kind is SignalKind.Published or SignalKind.Unpublished;
        var who = new SignalParticipant($"PA_{church}x{session}", $"church-{church}", isTrack ? "" : $"Church {church}", isTrack ? 0 : Start.ToUnixTimeMilliseconds() + session);
        return new(new(kind, $"EV_{kind}{church}x{session}", Start, "RM_1", isTrack ? 0 : Start.ToUnixTimeMilliseconds(), who, isTrack ? $"TR_{church}x{session}" : null));
    }

    /// <summary>A webhook's body as LiveKit writes it, about 1.1 KB.</summary>
    public static byte[] Body(string kind) => Encoding.UTF8.GetBytes("""
        {"event":"KIND","room":{"sid":"RM_svc-000","name":"svc-000","emptyTimeout":300,"departureTimeout":20,"creationTime":"1795341600","creationTimeMs":"1795341600123","numParticipants":60,"numPublishers":60,"enabledCodecs":[{"mime":"audio/opus"},{"mime":"audio/red"},{"mime":"video/VP8"},{"mime":"video/H264"},{"mime":"video/VP9"},{"mime":"video/AV1"},{"mime":"video/rtx"}]},"participant":{"sid":"PA_abcdefghijkl","identity":"church-0042","state":"ACTIVE","name":"Church 42 of the wall","metadata":"{\"city\":\"Springfield\",\"denomination\":\"united\",\"seats\":180}","version":4,"joinedAt":"1795341660","joinedAtMs":"1795341660123","isPublisher":true,"permission":{"canSubscribe":true,"canPublish":true,"canPublishData":true}},"track":{"sid":"TR_abcdefghijkl","type":"VIDEO","name":"camera","width":240,"height":180,"source":"CAMERA","mimeType":"video/VP8","mid":"1","layers":[{"width":240,"height":180,"bitrate":70000}],"stream":"camera"},"id":"EV_abcdefghijkl","createdAt":"1795341661"}
        """.Replace("KIND", kind, StringComparison.Ordinal));

    /// <summary>The <c>Authorization</c> header that LiveKit sends with a body.</summary>
    public static string Authorization(byte[] body)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = $$"""{"iss":"bench","nbf":{{now}},"exp":{{now + 86_400}},"sha256":"{{Convert.ToBase64String(SHA256.HashData(body))}}"}""";
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(signed)))}";

        static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }
}
