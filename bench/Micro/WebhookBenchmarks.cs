using BenchmarkDotNet.Attributes;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.Micro;

/// <summary>What each webhook costs before anything is decided.</summary>
public class WebhookBenchmarks
{
    readonly WebhookVerifier verifier = new(Stage.Keys, TimeProvider.System);
    readonly byte[] joined = Stage.Body("participant_joined");
    readonly byte[] published = Stage.Body("track_published");
    string authorization = "";
    string forged = "";

    [GlobalSetup]
    public void Sign()
    {
        authorization = Stage.Authorization(joined);
        forged = authorization[..^8] + "AAAAAAAA";
        if (!Verify())
        {
            throw new InvalidOperationException("The benchmark's own webhook is not believed.");
        }
    }

    [Benchmark]
    public bool Verify() => verifier.Verify(authorization, joined).IsGenuine;

    /// <summary>The door is open to everyone: what is no token of ours must cost less than what is.</summary>
    [Benchmark]
    public bool Refuse() => verifier.Verify(forged, joined).IsGenuine;

    [Benchmark]
    public object ParseJoined() => WebhookParser.Parse(joined);

    [Benchmark]
    public object ParsePublished() => WebhookParser.Parse(published);
}
