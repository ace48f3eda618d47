using Microsoft.Extensions.Time.Testing;
using VideoWall.Fakes;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.LiveKit.Tests.Tokens;

public sealed class TokenReaderTests
{
    readonly FakeTimeProvider time = TestClock.Sunday();
    readonly AccessTokens tokens;
    readonly TokenReader reader;

    public TokenReaderTests()
    {
        tokens = new AccessTokens(TestKeys.Recorded, time);
        reader = new TokenReader(TestKeys.Recorded, time);
    }

    [Fact]
    public async Task A_church_token_of_ours_is_read_back()
    {
        var token = await Read(tokens.ForChurch("svc-1", "church-7", "Igreja São João").Jwt);

        Assert.Equal(("church-7", "Igreja São João", "svc-1"), (token.Identity, token.Name, token.Room));
        Assert.Equal(["camera"], token.Grant.CanPublishSources!.Value.AsEnumerable());
        Assert.False(token.Grant.CanSubscribe);
        Assert.Null(token.Grant.Hidden);
    }

    [Fact]
    public async Task Times_may_have_a_fraction() =>
        Assert.Equal("a", (await Read(Joining("\"nbf\":1.0,\"exp\":9999999999.5"))).Identity);

    [Fact]
    public async Task A_token_is_good_for_its_ten_minutes_and_the_leeway()
    {
        var jwt = tokens.ForWall("svc-1", "w").Jwt;

        time.Advance(TimeSpan.FromSeconds(659));
        await Read(jwt);
        time.Advance(TimeSpan.FromSeconds(1));
        await AssertRefused(jwt, "expired");
    }

    [Fact]
    public async Task Read_BeforeTheTokenIsValid_AllowsAMinute()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();

        await Read(Joining($"\"exp\":9999999999,\"nbf\":{now + 60}"));
        await AssertRefused(Joining($"\"exp\":9999999999,\"nbf\":{now + 61}"), "not valid yet");
        await AssertRefused(Joining("\"nbf\":1"), "never expires");
    }

    [Theory]
    [InlineData("""{"alg":"HS256","crit":["b64"],"b64":false}""")]
    [InlineData("""{"alg":"HS384"}""")]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{"typ":"JWT"}""")]
    public async Task Read_WithAnotherAlgorithmOrAnExtension_Refuses(string header) => await AssertRefused(
        TestKeys.Jwt("""{"iss":"devkey","exp":9999999999,"sub":"a","video":{"roomJoin":true,"room":"r"}}""", header), "not signed with HS256");

    [Fact]
    public async Task Read_OfATokenThatWasChanged_Refuses()
    {
        var parts = tokens.ForChurch("svc-1", "church-7", "Vida").Jwt.Split('.');
        var other = TestKeys.PayloadOf(string.Join('.', parts)).Replace("church-7", "church-8", StringComparison.Ordinal);

        await AssertRefused($"{parts[0]}.{TestKeys.Encode(other)}.{parts[2]}", "signature is wrong");
        await AssertRefused($"{parts[0]}.{parts[1]}.{parts[2][..^4]}", "signature is wrong");
        await AssertRefused($"{parts[0]}.{parts[1]}.", "signature is wrong");
        await AssertRefused($"{parts[0]}.{parts[1]}", "not a JSON Web Token");
    }

    [Fact]
    public async Task During_a_rotation_tokens_of_the_old_key_and_of_the_old_secret_are_read()
    {
        var jwt = tokens.ForWall("svc-1", "w").Jwt;

        Assert.NotNull((await ReaderOf("new,devkey", $"{TestKeys.OtherSecret},{TestKeys.Secret}").Read(jwt)).Token);
        Assert.NotNull((await ReaderOf("devkey,devkey", $"{TestKeys.OtherSecret},{TestKeys.Secret}").Read(jwt)).Token);
        var unknown = await ReaderOf("new", TestKeys.Secret).Read(jwt);
        Assert.Null(unknown.Token);
        Assert.Contains("none of our LiveKit keys", unknown.Refusal);
        var wrong = await ReaderOf("devkey", TestKeys.OtherSecret).Read(jwt);
        Assert.Null(wrong.Token);
        Assert.Contains("signature is wrong", wrong.Refusal);
    }

    [Fact]
    public async Task Tokens_that_join_nothing_are_refused()
    {
        await AssertRefused(tokens.ForRoomAdmin("svc-1"), "join a room");
        await AssertRefused(tokens.ForRoomList(), "join a room");
        await AssertRefused(TestKeys.Jwt("""{"iss":"devkey","exp":9999999999,"sub":"a","video":{"roomJoin":true}}"""), "join a room");
        await AssertRefused(TestKeys.Jwt("""{"iss":"devkey","exp":9999999999,"video":{"roomJoin":true,"room":"r"}}"""), "join a room");
        await AssertRefused(TestKeys.Jwt("""{"iss":"devkey","exp":9999999999,"video":"all"}"""), "join a room");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("one word")]
    [InlineData("ключ.ключ.ключ")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.e30.")]
    public async Task What_is_no_token_is_refused(string? text) => await AssertRefused(text, "");

    [Theory]
    [InlineData("\"exp\":\"soon\"")]
    [InlineData("\"exp\":{}")]
    [InlineData("\"exp\":true")]
    [InlineData("\"exp\":null")]
    [InlineData("\"exp\":-9223372036854775808")]
    [InlineData("\"exp\":9999999999,\"nbf\":[]")]
    [InlineData("\"exp\":9999999999,\"nbf\":9223372036854775807")]
    [InlineData("\"exp\":9999999999,\"iss\":7")]
    [InlineData("\"exp\":9999999999,\"iss\":[\"devkey\"]")]
    [InlineData("\"exp\":9999999999,\"iss\":null")]
    public async Task Read_OfClaimsThatCannotBe_Refuses(string claims) => await AssertRefused(Joining(claims), "");

    [Fact]
    public async Task Read_OfATokenLongerThanAnyOfLiveKit_Refuses() =>
        await AssertRefused(Joining($"\"exp\":9999999999,\"name\":\"{new string('a', 4096)}\""), "not a JSON Web Token");

    async Task<VerifiedToken> Read(string jwt)
    {
        var reading = await reader.Read(jwt);
        Assert.Empty(reading.Refusal);
        return reading.Token!;
    }

    async Task AssertRefused(string? jwt, string words)
    {
        var reading = await reader.Read(jwt);
        Assert.Null(reading.Token);
        Assert.NotEmpty(reading.Refusal);
        Assert.Contains(words, reading.Refusal);
    }

    static string Joining(string claims) =>
        TestKeys.Jwt("{\"iss\":\"devkey\"," + claims + ",\"sub\":\"a\",\"video\":{\"roomJoin\":true,\"room\":\"r\"}}");

    TokenReader ReaderOf(string keys, string secrets) => new(TestKeys.Parse(keys, secrets), time);
}
