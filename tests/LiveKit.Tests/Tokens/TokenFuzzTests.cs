using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using VideoWall.Fakes;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Tokens;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.LiveKit.Tests.Tokens;

/// <summary>The door is open to everyone: whatever comes as a token is refused, never a fault.</summary>
public sealed class TokenFuzzTests
{
    const string Body = "{}";

    static readonly string[] Oddities =
    [
        "", "null", "[]", "{", "{}", "\"\\ud800\"", "{\"\\ud800\":1}", "{\"alg\":\"\\ud800\"}", "{\"alg\":\"HS256\"}", "{\"iss\":\"\\udfff\"}",
        "{\"iss\":\"devkey\",\"exp\":1e400}", "{\"iss\":\"devkey\",\"exp\":-1}", "{\"iss\":\"devkey\",\"exp\":9223372036854775807,\"nbf\":-9223372036854775808}",
        "{\"iss\":\"devkey\",\"exp\":99999999999,\"sha256\":\"\\ud800\"}", "{\"iss\":\"devkey\",\"exp\":99999999999,\"sha256\":{}}",
        "{\"iss\":\"devkey\",\"exp\":99999999999,\"sub\":\"\\ud800\",\"video\":{\"roomJoin\":true,\"room\":\"r\"}}",
        "{\"iss\":\"devkey\",\"exp\":99999999999} trailing", "\u00ff\u00fe",
    ];

    readonly FakeTimeProvider time = TestClock.Sunday();

    [Fact]
    public async Task Odd_headers_and_payloads_are_refused_even_when_signed()
    {
        foreach (var header in Oddities.Append("""{"alg":"HS256","typ":"JWT"}"""))
        {
            foreach (var payload in Oddities)
            {
                await AssertRefused(TestKeys.Jwt(payload, header));
            }
        }
    }

    [Theory]
    [InlineData("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.=..Bearer e30.Bearer ")]
    [InlineData("e30.=...")]
    public Task Five_parts_that_are_not_base64url_are_refused(string jwt) => AssertRefused(jwt);

    [Fact]
    public void Texts_of_any_kind_are_refused()
    {
        var parts = Gen.Elements("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", ".", "..", "Bearer ", "=", "%", "é", "\ud800", "\0", "e30", TestKeys.Encode("{\"iss\":\"devkey\"}"));
        Prop.ForAll(Gen.ListOf(parts).Select(string.Concat).ToArbitrary(), AssertRefused).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Fact]
    public async Task A_token_with_any_character_changed_is_refused()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var jwt = TestKeys.Jwt($$"""{"iss":"devkey","exp":{{now + 300}},"sha256":"{{TestKeys.HashOf(Body)}}"}""");
        var signature = jwt.LastIndexOf('.');
        Assert.True(new WebhookVerifier(TestKeys.Recorded, time).Verify(jwt, Encoding.UTF8.GetBytes(Body)).IsGenuine);

        // The last character of 43 carries two spare bits; all before it count in full.
        for (var i = 0; i < jwt.Length - 1; i++)
        {
            await AssertRefused(string.Concat(jwt.AsSpan(0, i), jwt[i] == 'A' ? "B" : "A", jwt.AsSpan(i + 1)));
        }

        await AssertRefused(jwt[..signature]);
    }

    async Task AssertRefused(string jwt)
    {
        Assert.False(new WebhookVerifier(TestKeys.Recorded, time).Verify(jwt, Encoding.UTF8.GetBytes(Body)).IsGenuine);
        var (token, refusal) = await new TokenReader(TestKeys.Recorded, time).Read(jwt);
        Assert.Null(token);
        Assert.NotEmpty(refusal);
    }
}
