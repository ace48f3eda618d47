using BenchmarkDotNet.Attributes;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.Micro;

/// <summary>What each joining church costs in signatures.</summary>
public class TokenBenchmarks
{
    readonly AccessTokens tokens = new(Stage.Keys, TimeProvider.System);

    [Benchmark]
    public IssuedToken ForChurch() => tokens.ForChurch("svc-service", "church-0042", "Church 42 of the wall");

    [Benchmark]
    public IssuedToken ForWall() => tokens.ForWall("svc-service", "viewer-1");
}
