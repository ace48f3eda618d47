using System.Text;
using Microsoft.Extensions.Time.Testing;
using VideoWall.Fakes;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.LiveKit.Tests.Webhooks;

public sealed class WebhookVerifierTests
{
    const string Body = """{"event":"room_started"}""";

    readonly FakeTimeProvider time = TestClock.Sunday();

    long Now => time.GetUtcNow().ToUnixTimeSeconds();

    [Fact]
    public void A_bare_token_and_a_bearer_token_are_believed()
    {
        var jwt = Token();

        Assert.Equal(WebhookVerdict.Genuine, Verify(jwt));
        Assert.Equal(WebhookVerdict.Genuine, Verify("Bearer " + jwt));
        Assert.Equal(WebhookVerdict.Genuine, Verify("bearer  " + jwt + " "));
    }

    [Theory]
    [InlineData(null, WebhookVerdict.TokenMissing)]
    [InlineData("", WebhookVerdict.TokenMissing)]
    [InlineData("  ", WebhookVerdict.TokenMissing)]
    [InlineData("Bearer ", WebhookVerdict.TokenMalformed)]
    [InlineData("Basic ZGV2a2V5OnNlY3JldA==", WebhookVerdict.TokenMalformed)]
    [InlineData("e30.e30", WebhookVerdict.TokenMalformed)]
    [InlineData("e30.e30.e30.e30", WebhookVerdict.TokenMalformed)]
    [InlineData("e30.e30.", WebhookVerdict.AlgorithmRefused)]
    [InlineData("W10.e30.e30", WebhookVerdict.TokenMalformed)]
    public void What_is_no_token_is_refused(string? authorization, WebhookVerdict verdict) =>
        Assert.Equal(verdict, Verify(authorization));

    [Fact]
    public void A_token_longer_than_any_of_LiveKit_is_refused() =>
        Assert.Equal(WebhookVerdict.TokenMalformed, Verify(new string('a', 100_000)));

    [Theory]
    [InlineData("""{"alg":"none","typ":"JWT"}""")]
    [InlineData("""{"alg":"None"}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{"alg":"HS384"}""")]
    [InlineData("""{"alg":"RS256"}""")]
    [InlineData("""{"alg":["HS256"]}""")]
    [InlineData("""{"alg":"HS256","alg":"none"}""")]
    [InlineData("""{"alg":"HS256","crit":["b64"],"b64":false}""")]
    [InlineData("""{"typ":"JWT"}""")]
    public void Only_HS256_is_believed_even_when_the_signature_fits(string header) =>
        Assert.Equal(WebhookVerdict.AlgorithmRefused, Verify(TestKeys.Jwt(Payload(), header)));

    [Fact]
    public void Alg_none_without_a_signature_is_refused() => Assert.Equal(
        WebhookVerdict.AlgorithmRefused,
        Verify(TestKeys.Encode("""{"alg":"none"}""") + "." + TestKeys.Encode(Payload()) + "."));

    [Fact]
    public void Forged_and_foreign_signatures_are_refused()
    {
        var jwt = Token();
        var parts = jwt.Split('.');

        Assert.Equal(WebhookVerdict.SignatureWrong, Verify(TestKeys.Jwt(Payload(), secret: TestKeys.OtherSecret)));
        Assert.Equal(WebhookVerdict.SignatureWrong, Verify($"{parts[0]}.{parts[1]}."));
        Assert.Equal(WebhookVerdict.SignatureWrong, Verify($"{parts[0]}.{parts[1]}.{parts[2][..^4]}"));
        Assert.Equal(WebhookVerdict.SignatureWrong, Verify($"{parts[0]}.{parts[1]}.{parts[2]}AAAA"));
        Assert.Equal(WebhookVerdict.SignatureWrong, Verify($"{parts[0]}.{TestKeys.Encode(Payload(Now + 9))}.{parts[2]}"));
        Assert.Equal(WebhookVerdict.KeyUnknown, Verify(TestKeys.Jwt(Payload().Replace("devkey", "other", StringComparison.Ordinal))));
        Assert.Equal(WebhookVerdict.KeyUnknown, Verify(TestKeys.Jwt("""{"exp":9999999999}""")));
    }

    [Fact]
    public void Times_are_held_to_with_a_minute_of_leeway()
    {
        var now = Now;

        Assert.Equal(WebhookVerdict.Genuine, Verify(TestKeys.Jwt(Payload(now - 59))));
        Assert.Equal(WebhookVerdict.Expired, Verify(TestKeys.Jwt(Payload(now - 60))));
        Assert.Equal(WebhookVerdict.Genuine, Verify(TestKeys.Jwt(Payload(now + 400, now + 60))));
        Assert.Equal(WebhookVerdict.NotYetValid, Verify(TestKeys.Jwt(Payload(now + 400, now + 61))));
        Assert.Equal(WebhookVerdict.NeverExpires, Verify(TestKeys.Jwt($$"""{"iss":"devkey","sha256":"{{TestKeys.HashOf(Body)}}"}""")));
        Assert.Equal(WebhookVerdict.TokenMalformed, Verify(TestKeys.Jwt($$"""{"iss":"devkey","exp":"{{now + 300}}"}""")));
    }

    [Fact]
    public void A_token_of_another_body_is_refused()
    {
        Assert.Equal(WebhookVerdict.BodyChanged, Verify(Token(), Body + " "));
        Assert.Equal(WebhookVerdict.BodyChanged, Verify(Token(), ""));
    }

    [Fact]
    public void Only_standard_base64_of_the_hash_is_believed()
    {
        const string body = "body 3"; // its hash has a + and a / in base64
        var hash = TestKeys.HashOf(body);
        Assert.Contains('+', hash);
        Assert.Contains('/', hash);
        string With(string claim) => TestKeys.Jwt($$"""{"iss":"devkey","exp":{{Now + 300}},"sha256":{{claim}}}""");

        Assert.Equal(WebhookVerdict.Genuine, Verify(With($"\"{hash}\""), body));
        Assert.Equal(WebhookVerdict.Genuine, Verify(With($"\"{hash.Replace("+", "\\u002B").Replace("/", "\\/")}\""), body));
        Assert.Equal(WebhookVerdict.BodyChanged, Verify(With($"\"{hash.Replace('+', '-').Replace('/', '_')}\""), body));
        Assert.Equal(WebhookVerdict.BodyChanged, Verify(With($"\"{hash.TrimEnd('=')}\""), body));
        Assert.Equal(WebhookVerdict.BodyChanged, Verify(With($"\"{Convert.ToHexStringLower(Convert.FromBase64String(hash))}\""), body));
        Assert.Equal(WebhookVerdict.BodyChanged, Verify(With("\"\""), body));
        Assert.Equal(WebhookVerdict.HashMissing, Verify(With("null"), body));
        Assert.Equal(WebhookVerdict.HashMissing, Verify(With($"\"{new string('A', 1000)}\""), body));
        Assert.Equal(WebhookVerdict.HashMissing, Verify(TestKeys.Jwt($$"""{"iss":"devkey","exp":{{Now + 300}}}"""), body));
    }

    [Fact]
    public void Every_refusal_has_a_reason_and_no_part_of_the_token_in_it()
    {
        foreach (var jwt in new[] { null, "a.b", Token()[..^3], TestKeys.Jwt(Payload(Now - 3600)), TestKeys.Jwt(Payload(), """{"alg":"none"}""") })
        {
            var result = new WebhookVerifier(TestKeys.Recorded, time).Verify(jwt, Encoding.UTF8.GetBytes(Body));

            Assert.False(result.IsGenuine);
            Assert.NotEmpty(result.Reason);
            Assert.DoesNotContain("eyJ", result.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Verifying_allocates_nothing()
    {
        var verifier = new WebhookVerifier(TestKeys.Recorded, time);
        var (jwt, body) = (Token(), Encoding.UTF8.GetBytes(Body));
        Assert.True(verifier.Verify(jwt, body).IsGenuine);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            verifier.Verify(jwt, body);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100);
    }

    string Payload(long? exp = null, long? nbf = null) =>
        $$"""{"iss":"devkey","exp":{{exp ?? Now + 300}},"nbf":{{nbf ?? Now - 100}},"sha256":"{{TestKeys.HashOf(Body)}}"}""";

    string Token() => TestKeys.Jwt(Payload());

    WebhookVerdict Verify(string? authorization, string body = Body) =>
        new WebhookVerifier(TestKeys.Recorded, time).Verify(authorization, Encoding.UTF8.GetBytes(body)).Verdict;
}
