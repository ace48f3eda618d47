using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using VideoWall.Domain.Presence;
using VideoWall.Fakes;
using VideoWall.LiveKit.Api;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Tokens;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.LiveKit.Tests.Api;

/// <summary>
/// Participants come by webhook and by list, and two readers read them. They must say the same: the reconciler would
/// change back and forth what one of them saw otherwise.
/// </summary>
public sealed class ResponseReadingTests
{
    readonly FakeTimeProvider time = TestClock.Sunday();

    public static TheoryData<string> Scenarios => Recordings.Scenarios;

    public static TheoryData<string> Fields =>
    [
        "", "\"name\":\" Iglesia\\n Vida \"", "\"name\":null", "\"name\":\"\\u0000\"", "\"attributes\":{\"city\":\"A\"},\"metadata\":\"{\\\"city\\\":\\\"B\\\"}\"",
        "\"attributes\":{\"city\":\" \"},\"metadata\":\"{\\\"city\\\":\\\"B\\\"}\"", "\"attributes\":{\"town\":7}", "\"attributes\":null", "\"attributes\":{\"city\":null}",
        "\"metadata\":\" {\\\"city\\\":\\\"B\\\"} and more\"", "\"metadata\":\"{\\\"city\\\":7}\"", "\"metadata\":\"city\"", "\"metadata\":null", "\"metadata\":\"{\\\"city\\\":\"",
        "\"joinedAtMs\":\"1795209475641\"", "\"joined_at_ms\":1795209475641", "\"joinedAt\":\"1795209475\"", "\"joined_at\":1795209475", "\"joinedAtMs\":null",
        "\"joined_at\":\"9223372036854775807\"", "\"joined_at_ms\":\"-5\",\"joined_at\":\"+7\"",
        "\"kind\":\"SIP\"", "\"kind\":7", "\"kind\":8", "\"kind\":5", "\"kind\":-7", "\"kind\":\"HOLOGRAM\"", "\"kind\":\"AGENT\"", "\"kind\":null",
        "\"permission\":{\"hidden\":true}", "\"permission\":{\"recorder\":true}", "\"permission\":{\"agent\":true}", "\"permission\":{\"hidden\":null}", "\"permission\":null",
        "\"new\":[{\"deep\":[1,{\"a\":null}]}]",
    ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task ListParticipants_OfRecordedParticipants_ReadsThemAsTheDoorDoes(string scenario)
    {
        var joins = Recordings.Of(scenario).Where(h => h.Body.Contains("\"participant_joined\"", StringComparison.Ordinal)).ToList();
        var participants = joins.Select(h => JsonNode.Parse(h.Body)!["participant"]!.ToJsonString()).ToList();

        Assert.Equal(
            joins.Select(h => Assert.IsType<WebhookOutcome.Signal>(WebhookParser.Parse(h.Bytes)).Presence.Who!),
            (await List(string.Join(',', participants)))!.Select(p => p.Who));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task ListParticipants_OfAnyTolerableForm_ReadsItAsTheDoorDoes(string fields)
    {
        var participant = Participant(fields);

        Assert.Equal(ByDoor(participant), Assert.Single((await List(participant))!).Who);
    }

    [Theory]
    [InlineData("\"name\":5")]
    [InlineData("\"joinedAt\":\"soon\"")]
    [InlineData("\"joinedAt\":1.5")]
    [InlineData("\"joinedAtMs\":\" 5\"")]
    [InlineData("\"kind\":{}")]
    [InlineData("\"permission\":[]")]
    [InlineData("\"permission\":{\"hidden\":\"true\"}")]
    [InlineData("\"attributes\":\"city\"")]
    [InlineData("\"attributes\":{\"city\":5}")]
    [InlineData("\"metadata\":{}")]
    [InlineData("\"name\":\"\\ud800\"")]
    [InlineData("\"identity\":\"a\\u0000\"")]
    public async Task ListParticipants_OfWhatTheDoorRefuses_IsUnknown(string fields)
    {
        var participant = Participant(fields);

        Assert.Null(ByDoor(participant));
        Assert.Null(await List(participant));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{\"sid\":\"PA_1\",\"identity\":\"a\",\"tracks\":[null]}")]
    [InlineData("{\"sid\":\"PA_1\",\"identity\":\"a\",\"tracks\":{}}")]
    [InlineData("{\"sid\":\"PA_1\",\"identity\":\"a\",\"state\":[]}")]
    [InlineData("{\"sid\":\"PA_1\",\"identity\":\"a\",\"state\":3,\"tracks\":[{\"sid\":\"T\\u0000\"}]}")]
    public async Task ListParticipants_WithAnElementThatIsNone_IsUnknown(string element) => Assert.Null(await List(element));

    [Fact]
    public async Task ListParticipants_OfNull_IsEmptyAsProto3Says()
    {
        using var livekit = FakeLiveKit.Answering(200, "{\"participants\":null}");

        Assert.True((await Client(livekit).ListParticipants("r")).TryGet(out var list));

        Assert.Empty(list);
    }

    [Theory]
    [InlineData("\"creationTimeMs\":\"1795210199930\"", 1795210199930)]
    [InlineData("\"creation_time_ms\":1795210199930", 1795210199930)]
    [InlineData("\"creationTime\":\"1795210199\"", 1795210199000)]
    [InlineData("\"creation_time\":\"1795210199\",\"creation_time_ms\":\"0\"", 1795210199000)]
    [InlineData("\"turn_password\":\"hush\"", 0)]
    public async Task CreateRoom_InEitherSpelling_TellsWhenItWasMade(string field, long milliseconds)
    {
        using var livekit = FakeLiveKit.Answering(200, "{\"sid\":\"RM_1\",\"name\":\"r\"," + field + "}");

        Assert.True((await Client(livekit).CreateRoom("r")).TryGet(out var room));

        Assert.Equal(new LiveKitRoom("RM_1", "r", milliseconds), room);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"sid\":\"\"}")]
    [InlineData("{\"sid\":7}")]
    [InlineData("{\"sid\":\"RM_1\",\"name\":\"a\\nb\"}")]
    public async Task ListRooms_WithARoomThatIsNone_IsUnknown(string room)
    {
        using var livekit = FakeLiveKit.Answering(200, "{\"rooms\":[" + room + "]}");

        Assert.Equal("foreign_answer", (await Client(livekit).ListRooms()).Code);
    }

    static string Participant(string fields) =>
        "{\"sid\":\"PA_1\",\"identity\":\"church-1\"" + (fields.Length > 0 ? "," + fields : "") + "}";

    static SignalParticipant? ByDoor(string participant) => WebhookParser.Parse(Encoding.UTF8.GetBytes(
        "{\"event\":\"participant_joined\",\"id\":\"EV_1\",\"room\":{\"sid\":\"RM_1\",\"name\":\"r\"},\"participant\":" + participant + "}"))
        is WebhookOutcome.Signal signal ? signal.Presence.Who : null;

    /// <summary>Null when the answer is not believed to be LiveKit's.</summary>
    async Task<IReadOnlyList<ListedParticipant>?> List(string participants)
    {
        using var livekit = FakeLiveKit.Answering(200, "{\"participants\":[" + participants + "]}");
        var answer = await Client(livekit).ListParticipants("r");
        Assert.Equal(answer.IsSuccess ? "" : "foreign_answer", answer.Code);
        return answer.TryGet(out var list) ? list : null;
    }

    RoomServiceClient Client(FakeLiveKit livekit) => new(
        new HttpClient(livekit, disposeHandler: false), new LiveKitAddress(new Uri("http://livekit:7880/")),
        new AccessTokens(TestKeys.Recorded, time), time);
}
