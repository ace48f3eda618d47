using BenchmarkDotNet.Attributes;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.Micro;

/// <summary>What each joining church costs in signatures.</summary>
public class TokenBenchmarks
{
    readonly AccessTokens tokens = new(Stage.Keys, TimeProvider.System);
    readonly TokenReader reader = new(Stage.Keys, TimeProvider.System);
    string token = "";

    [GlobalSetup]
    public void Mint() => token = ForChurch().Jwt;

    [Benchmark]
    public IssuedToken ForChurch() => tokens.ForChurch("svc-service", "church-0042", "Church 42 of the wall");

    [Benchmark]
    public IssuedToken ForWall() => tokens.ForWall("svc-service", "viewer-1");

    /// <summary>Where a page connects to a simulated room.</summary>
    [Benchmark]
    public Task<TokenReading> Read() => reader.Read(token);
}
