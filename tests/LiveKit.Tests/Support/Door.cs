using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.LiveKit.Tests.Support;

/// <summary>What came to the door.</summary>
sealed record Knock(DateTimeOffset At, string Authorization, string Body)
{
    internal string Event => JsonDocument.Parse(Body).RootElement.GetProperty("event").GetString()!;

    internal string Id => JsonDocument.Parse(Body).RootElement.GetProperty("id").GetString()!;

    internal WebhookOutcome Outcome => WebhookParser.Parse(System.Text.Encoding.UTF8.GetBytes(Body));
}

/// <summary>A webhook door: verifies as the real one does, and answers as told.</summary>
sealed class Door(FakeTimeProvider time)
{
    readonly WebhookVerifier verifier = new(TestKeys.Recorded, time);
    readonly ConcurrentQueue<Knock> knocks = new();

    /// <summary>The status for a knock, or an exception. 200 unless set.</summary>
    internal Func<Knock, int> Answer { get; set; } = _ => 200;

    internal IReadOnlyList<Knock> Knocks => [.. knocks];

    internal IEnumerable<string> Events => Knocks.Select(k => k.Event);

    internal Task<int> Send(ReadOnlyMemory<byte> body, string authorization, CancellationToken cancellation)
    {
        Assert.Equal(WebhookVerdict.Genuine, verifier.Verify(authorization, body.Span).Verdict);
        var knock = new Knock(time.GetUtcNow(), authorization, System.Text.Encoding.UTF8.GetString(body.Span));
        knocks.Enqueue(knock);
        return Task.FromResult(Answer(knock));
    }
}
