using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using VideoWall.Fakes;
using VideoWall.LiveKit.Api;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.LiveKit.Tests.Api;

/// <summary>Our client asks what the official SDK asked, and understands what a real LiveKit answered.</summary>
public sealed class RecordedCallsTests
{
    readonly FakeTimeProvider time = TestClock.Sunday();

    public static TheoryData<string, string> Asked => new()
    {
        { "ListParticipants-hidden-and-two", "Success" },
        { "ListParticipants-one-publishing", "Success" },
        { "ListParticipants-empty-room", "Success" },
        { "error-ListParticipants-unknown-room", "Success" },
        { "RemoveParticipant", "Success" },
        { "RemoveParticipant-unknown-identity", "Success" },
        { "RemoveParticipant-unknown-room", "Success" },
        { "MutePublishedTrack-mute", "Success" },
        { "MutePublishedTrack-unknown-track", "Success" },
        { "MutePublishedTrack-unmute-refused", "Refused failed_precondition" },
        { "error-MutePublishedTrack-unknown-room", "Refused unavailable" },
        { "ListRooms-all", "Success" },
        { "ListRooms-unknown-name", "Success" },
        { "CreateRoom-new", "Success" },
        { "CreateRoom-existing", "Success" },
        { "CreateRoom-empty-timeout-10", "Success" },
        { "DeleteRoom", "Success" },
        { "DeleteRoom-again", "Success" },
        { "error-DeleteRoom-unknown", "Success" },
        { "SendData", "Success" },
        { "error-SendData-unknown-room", "Refused unavailable" },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Asks_as_the_official_SDK_and_understands_the_answer(string name, string expected)
    {
        var recorded = Recordings.Call(name);
        using var livekit = FakeLiveKit.Answering(recorded);

        var answer = await Ask(livekit, recorded);

        Assert.Equal(expected, $"{answer.Kind} {answer.Code}".Trim());
        var sent = Assert.Single(livekit.Calls);
        Assert.Equal("POST", sent.Method);
        Assert.Equal(recorded.Path, sent.Url.AbsolutePath);
        Assert.Equal(Normal(recorded.ContentType), Normal(sent.ContentType));
        Assert.StartsWith("VideoWall/", sent.UserAgent);
        Assert.True(JsonNode.DeepEquals(Comparable(recorded.Body), Comparable(sent.Body)), sent.Body);
        Assert.True(JsonNode.DeepEquals(GrantOf(recorded.Authorization!), GrantOf(sent.Authorization!)), sent.Body);
    }

    [Theory]
    [InlineData("error-no-auth", "unauthenticated")]
    [InlineData("error-wrong-room-admin", "unauthenticated")]
    [InlineData("error-join-token-not-admin", "unauthenticated")]
    [InlineData("error-bad-secret", "unauthenticated")]
    [InlineData("error-expired-token", "unauthenticated")]
    [InlineData("error-unknown-key", "unauthenticated")]
    [InlineData("error-bad-content-type", "bad_route")]
    [InlineData("error-bad-json", "malformed")]
    [InlineData("error-unknown-method", "bad_route")]
    public async Task A_refusal_is_told_without_the_token(string name, string code)
    {
        var recorded = Recordings.Call(name);
        using var livekit = FakeLiveKit.Answering(recorded);

        var answer = await Client(livekit).ListParticipants("grid-f1");

        Assert.Equal((AnswerKind.Refused, code), (answer.Kind, answer.Code));
        Assert.False(answer.TryGet(out _));
        Assert.NotEmpty(answer.Message);
        Assert.DoesNotContain("eyJ", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("twirp error", answer.Message, StringComparison.Ordinal);
    }

    async Task<LiveKitAnswer> Ask(FakeLiveKit livekit, RecordedCall recorded)
    {
        var client = Client(livekit);
        var body = JsonNode.Parse(recorded.Body)!.AsObject();
        string Word(string key) => (string?)body[key] ?? "";
        int Number(string key) => (int?)body[key] ?? 0;
        string[] Words(string key) => [.. body[key]?.AsArray().Select(w => (string)w!) ?? []];
        return recorded.Path.Split('/')[^1] switch
        {
            "ListParticipants" => await client.ListParticipants(Word("room")),
            "RemoveParticipant" => await client.RemoveParticipant(Word("room"), Word("identity")),
            "MutePublishedTrack" => await client.MutePublishedTrack(
                Word("room"), Word("identity"), Word("trackSid"), (bool?)body["muted"] ?? false),
            "ListRooms" => await client.ListRooms([.. Words("names")]),
            "DeleteRoom" => await client.DeleteRoom(Word("room")),
            "CreateRoom" => await client.CreateRoom(
                Word("name"), TimeSpan.FromSeconds(Number("emptyTimeout")), TimeSpan.FromSeconds(Number("departureTimeout")),
                Number("maxParticipants"), (string?)body["metadata"]),
            "SendData" => await client.SendData(
                Word("room"), Convert.FromBase64String(Word("data")), (string?)body["topic"], [.. Words("destinationIdentities")]),
            var other => throw new InvalidOperationException(other),
        };
    }

    RoomServiceClient Client(FakeLiveKit livekit) => new(
        new HttpClient(livekit, disposeHandler: false), new LiveKitAddress(new Uri("http://127.0.0.1:7880/")),
        new AccessTokens(TestKeys.Recorded, time), time);

    static string Normal(string contentType) =>
        contentType.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>The nonce is random, and 16 bytes.</summary>
    static JsonNode Comparable(string body)
    {
        var json = JsonNode.Parse(body)!;
        if (json["nonce"] is { } nonce)
        {
            json["nonce"] = Convert.FromBase64String((string)nonce!).Length;
        }

        return json;
    }

    static JsonNode? GrantOf(string authorization) => JsonNode.Parse(TestKeys.PayloadOf(authorization))!["video"];
}
