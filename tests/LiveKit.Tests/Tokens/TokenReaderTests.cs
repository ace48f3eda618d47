using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.LiveKit.Tests.Tokens;

public sealed class TokenReaderTests
{
    readonly ManualTime time = new();
    readonly AccessTokens tokens;
    readonly TokenReader reader;

    public TokenReaderTests()
    {
        tokens = new AccessTokens(TestKeys.Recorded, time);
        reader = new TokenReader(TestKeys.Recorded, time);
    }

    [Fact]
    public void A_church_token_of_ours_is_read_back()
    {
        Assert.True(reader.TryRead(tokens.ForChurch("svc-1", "church-7", "Igreja São João").Jwt, out var token, out _));

        Assert.Equal(("church-7", "Igreja São João", "svc-1"), (token.Identity, token.Name, token.Room));
        Assert.Equal(["camera"], token.Grant.CanPublishSources!.Value.AsEnumerable());
        Assert.False(token.Grant.CanSubscribe);
        Assert.Null(token.Grant.Hidden);
    }

    [Fact]
    public void Times_may_have_a_fraction() =>
        Assert.True(reader.TryRead(TestKeys.Jwt("""{"iss":"devkey","nbf":1.0,"exp":9999999999.5,"sub":"a","video":{"roomJoin":true,"room":"r"}}"""), out _, out _));

    [Fact]
    public void A_token_is_good_for_its_ten_minutes_and_the_leeway()
    {
        var jwt = tokens.ForWall("svc-1", "w").Jwt;

        time.Advance(TimeSpan.FromSeconds(659));
        Assert.True(reader.TryRead(jwt, out _, out _));
        time.Advance(TimeSpan.FromSeconds(1));
        AssertRefused(jwt, "expired");
    }

    [Fact]
    public void During_a_rotation_tokens_of_the_old_key_and_of_the_old_secret_are_read()
    {
        var jwt = tokens.ForWall("svc-1", "w").Jwt;

        Assert.True(ReaderOf("new,devkey", $"{TestKeys.OtherSecret},{TestKeys.Secret}").TryRead(jwt, out _, out _));
        Assert.True(ReaderOf("devkey,devkey", $"{TestKeys.OtherSecret},{TestKeys.Secret}").TryRead(jwt, out _, out _));
        Assert.False(ReaderOf("new", TestKeys.Secret).TryRead(jwt, out _, out var unknown));
        Assert.Contains("none of our LiveKit keys", unknown);
        Assert.False(ReaderOf("devkey", TestKeys.OtherSecret).TryRead(jwt, out _, out var wrong));
        Assert.Contains("signature is wrong", wrong);
    }

    [Fact]
    public void Tokens_that_join_nothing_are_refused()
    {
        AssertRefused(tokens.ForRoomAdmin("svc-1"), "join a room");
        AssertRefused(tokens.ForRoomList(), "join a room");
        AssertRefused(TestKeys.Jwt("""{"iss":"devkey","exp":9999999999,"sub":"a","video":{"roomJoin":true}}"""), "join a room");
        AssertRefused(TestKeys.Jwt("""{"iss":"devkey","exp":9999999999,"video":{"roomJoin":true,"room":"r"}}"""), "join a room");
        AssertRefused(TestKeys.Jwt("""{"iss":"devkey","exp":9999999999,"video":"all"}"""), "join a room");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("one word")]
    [InlineData("ключ.ключ.ключ")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.e30.")]
    public void What_is_no_token_is_refused(string? text) => AssertRefused(text, "");

    void AssertRefused(string? jwt, string words)
    {
        Assert.False(reader.TryRead(jwt, out var token, out var refusal));
        Assert.Null(token);
        Assert.Contains(words, refusal);
    }

    TokenReader ReaderOf(string keys, string secrets) => new(TestKeys.Parse(keys, secrets), time);
}
