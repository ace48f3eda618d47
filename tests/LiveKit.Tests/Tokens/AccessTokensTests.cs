using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using VideoWall.Fakes;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.LiveKit.Tests.Tokens;

public sealed class AccessTokensTests
{
    readonly FakeTimeProvider time = TestClock.Sunday();
    readonly AccessTokens tokens;

    public AccessTokensTests() => tokens = new AccessTokens(TestKeys.Recorded, time);

    [Fact]
    public void A_church_publishes_its_camera_and_nothing_else()
    {
        var token = tokens.ForChurch("svc-1", "church-7", "Iglesia Vida");

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        AssertPayload(token.Jwt, $$"""
            {"iss":"devkey","sub":"church-7","nbf":{{now}},"exp":{{now + 600}},"name":"Iglesia Vida","video":{"roomJoin":true,"room":"svc-1",
             "canPublish":true,"canPublishSources":["camera"],"canSubscribe":false,"canPublishData":false,"canUpdateOwnMetadata":false} }
            """);
        Assert.Equal("church-7", token.Identity);
        Assert.Equal(time.GetUtcNow().AddMinutes(10), token.Expires);
    }

    [Fact]
    public void A_wall_is_hidden_and_only_watches()
    {
        var token = tokens.ForWall("svc-1", "a1b2");

        Assert.Equal("wall-a1b2", token.Identity);
        AssertViewer(token);
    }

    [Fact]
    public void A_console_preview_is_hidden_and_only_watches()
    {
        var token = tokens.ForConsole("svc-1", "a1b2");

        Assert.Equal("wall-console-a1b2", token.Identity);
        AssertViewer(token);
    }

    [Fact]
    public void Calls_of_the_server_have_one_grant_each_and_a_minute()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        string Expected(string video) => $$"""{"iss":"devkey","nbf":{{now}},"exp":{{now + 60}},"video":{{video}}}""";

        AssertPayload(tokens.ForRoomAdmin("svc-1"), Expected("""{"roomAdmin":true,"room":"svc-1"}"""));
        AssertPayload(tokens.ForRoomList(), Expected("""{"roomList":true}"""));
        AssertPayload(tokens.ForRoomCreate(), Expected("""{"roomCreate":true}"""));
    }

    [Fact]
    public void The_longest_name_of_any_script_is_cut_at_a_character_and_the_token_stays_below_2_KB()
    {
        var token = tokens.ForChurch("svc-" + new string('r', 60), "church-" + new string('i', 60), string.Concat(Enumerable.Repeat("⛪教會", 200)));

        Assert.True(token.Jwt.Length < 2048, $"{token.Jwt.Length} characters");
        var name = (string)JsonNode.Parse(TestKeys.PayloadOf(token.Jwt))!["name"]!;
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 250, 256);
        Assert.DoesNotContain('\ufffd', name);
        Assert.DoesNotContain("\\u", TestKeys.PayloadOf(token.Jwt), StringComparison.Ordinal);
    }

    [Fact]
    public void ForChurch_WhileTheSecondTurns_TellsTheExpiryThatTheTokenHas()
    {
        var token = new AccessTokens(TestKeys.Recorded, new RunningTime()).ForChurch("svc-1", "church-7", "Vida");

        Assert.Equal(token.Expires.ToUnixTimeSeconds(), (long)JsonNode.Parse(TestKeys.PayloadOf(token.Jwt))!["exp"]!);
    }

    [Fact]
    public void An_issued_token_does_not_print_itself()
    {
        var token = tokens.ForChurch("svc-1", "church-7", "Vida");

        Assert.DoesNotContain(token.Jwt, token.ToString(), StringComparison.Ordinal);
    }

    void AssertViewer(IssuedToken token)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        AssertPayload(token.Jwt, $$"""
            {"iss":"devkey","sub":"{{token.Identity}}","nbf":{{now}},"exp":{{now + 600}},"video":{"roomJoin":true,"room":"svc-1",
             "canPublish":false,"canSubscribe":true,"canPublishData":false,"canUpdateOwnMetadata":false,"hidden":true} }
            """);
    }

    static void AssertPayload(string jwt, string expected)
    {
        Assert.Equal(TestKeys.Encode("""{"alg":"HS256","typ":"JWT"}"""), jwt.Split('.')[0]);
        var payload = TestKeys.PayloadOf(jwt);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(payload)), payload);
        Assert.Equal(TestKeys.Jwt(payload), jwt);
    }

    /// <summary>A second later at each look.</summary>
    sealed class RunningTime : TimeProvider
    {
        DateTimeOffset now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now += TimeSpan.FromSeconds(1);
    }
}
