using VideoWall.LiveKit.Keys;
using VideoWall.LiveKit.Tests.Support;

namespace VideoWall.LiveKit.Tests.Keys;

public sealed class LiveKitKeysTests
{
    const string Old = TestKeys.Secret;
    const string New = TestKeys.OtherSecret;

    [Fact]
    public void Pairs_of_a_rotation_are_read_in_order_and_the_first_signs()
    {
        var keys = TestKeys.Parse("new , old", $"{New}, {Old}");

        Assert.Equal("new", keys.Signing.Id);
        Assert.Equal(["new", "old"], keys.All.Select(k => k.Id));
    }

    [Theory]
    [InlineData(null, Old, "LIVEKIT_API_KEY is empty")]
    [InlineData(" ", Old, "LIVEKIT_API_KEY is empty")]
    [InlineData("key", "", "LIVEKIT_API_SECRET is empty")]
    [InlineData("a,,b", Old, "LIVEKIT_API_KEY entry 2 is empty")]
    [InlineData("a", Old + ",", "LIVEKIT_API_SECRET entry 2 is empty")]
    [InlineData("a,b", Old, "LIVEKIT_API_KEY has 2 entries and LIVEKIT_API_SECRET has 1")]
    [InlineData("a", Old + "," + New, "LIVEKIT_API_KEY has 1 entry and LIVEKIT_API_SECRET has 2")]
    [InlineData("a", "0123456789012345678901234567890", "LIVEKIT_API_SECRET entry 1 (for key a) has 31 bytes, at least 32")]
    public void Bad_settings_name_the_setting_and_the_cure(string? keys, string? secrets, string words)
    {
        Assert.False(LiveKitKeys.TryParse(keys, secrets, out var parsed, out var problem));

        Assert.Null(parsed);
        Assert.StartsWith(words, problem);
        Assert.Contains(": ", problem);
        Assert.DoesNotContain("0123456789012345", problem);
    }

    [Fact]
    public void The_length_of_a_secret_is_counted_in_bytes()
    {
        Assert.True(LiveKitKeys.TryParse("a", new string('é', 16), out _, out _));
        Assert.False(LiveKitKeys.TryParse("a", new string('é', 15), out _, out _));
    }

    [Fact]
    public void A_generated_pair_is_accepted_and_never_the_same_twice()
    {
        var (key, secret) = LiveKitKeys.Generate();

        Assert.Equal(key, TestKeys.Parse(key, secret).Signing.Id);
        Assert.NotEqual(secret, LiveKitKeys.Generate().Secret);
    }

    [Fact]
    public void A_key_never_shows_its_secret()
    {
        Assert.Equal("devkey", TestKeys.Recorded.Signing.ToString());
        Assert.Throws<ArgumentException>(() => new LiveKitKey("a", "short"));
    }
}
