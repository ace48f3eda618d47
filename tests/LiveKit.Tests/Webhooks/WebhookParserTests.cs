using System.Text;
using FsCheck;
using FsCheck.Fluent;
using VideoWall.Domain.Presence;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.LiveKit.Tests.Webhooks;

public sealed class WebhookParserTests
{
    const string Room = "\"room\":{\"sid\":\"RM_1\",\"name\":\"svc-1\"}";
    const string Tail = "\"id\":\"EV_1\",\"createdAt\":\"1795209475\"";

    [Theory]
    [InlineData("", true)]
    [InlineData("\"kind\":\"STANDARD\"", true)]
    [InlineData("\"kind\":null", true)]
    [InlineData("\"kind\":\"INGRESS\"", true)]
    [InlineData("\"kind\":1", true)]
    [InlineData("\"kind\":\"SIP\"", true)]
    [InlineData("\"kind\":\"CONNECTOR\"", true)]
    [InlineData("\"kind\":7", true)]
    [InlineData("\"kind\":\"BRIDGE\"", true)]
    [InlineData("\"kind\":\"EGRESS\"", false)]
    [InlineData("\"kind\":2", false)]
    [InlineData("\"kind\":\"AGENT\"", false)]
    [InlineData("\"kind\":\"HOLOGRAM\"", false)]
    [InlineData("\"kind\":5", false)]
    [InlineData("\"kind\":-7", false)]
    [InlineData("\"permission\":{\"canPublish\":true}", true)]
    [InlineData("\"permission\":{\"hidden\":true}", false)]
    [InlineData("\"permission\":{\"recorder\":true}", false)]
    [InlineData("\"permission\":{\"agent\":true}", false)]
    [InlineData("\"permission\":{\"hidden\":false,\"recorder\":false}", true)]
    [InlineData("\"permission\":null", true)]
    public void Who_may_have_a_seat(string field, bool seatable) =>
        Assert.Equal(seatable, Joined(field).Who!.IsSeatable);

    [Theory]
    [InlineData("wall-1", false)]
    [InlineData("wall-console-9", false)]
    [InlineData("wallace", true)]
    [InlineData("Wall-1", true)]
    [InlineData("church-1", true)]
    public void Walls_are_known_by_their_identity(string identity, bool seatable) =>
        Assert.Equal(seatable, Signal(Join($"\"sid\":\"PA_1\",\"identity\":\"{identity}\"")).Who!.IsSeatable);

    [Theory]
    [InlineData("\"attributes\":{\"city\":\"Bogotá\"}", "Bogotá")]
    [InlineData("\"attributes\":{\"city\":\"A\"},\"metadata\":\"{\\\"city\\\":\\\"B\\\"}\"", "A")]
    [InlineData("\"metadata\":\"{\\\"city\\\":\\\"B\\\"}\",\"attributes\":{\"city\":\"A\"}", "A")]
    [InlineData("\"attributes\":{\"city\":\" \"},\"metadata\":\"{\\\"city\\\":\\\"B\\\"}\"", "B")]
    [InlineData("\"metadata\":\" {\\\"x\\\":[{\\\"city\\\":\\\"no\\\"}],\\\"city\\\":\\\"\\\\u00c1vila\\\"}\"", "Ávila")]
    [InlineData("\"metadata\":\"{\\\"city\\\":{\\\"name\\\":\\\"B\\\"}}\"", null)]
    [InlineData("\"metadata\":\"{\\\"city\\\":7}\"", null)]
    [InlineData("\"metadata\":\"{\\\"city\\\":\"", null)]
    [InlineData("\"metadata\":\"[\\\"city\\\"]\"", null)]
    [InlineData("\"metadata\":\"city\"", null)]
    [InlineData("\"metadata\":\"\"", null)]
    [InlineData("\"metadata\":null", null)]
    [InlineData("\"attributes\":{\"town\":\"A\"}", null)]
    public void The_city_is_found_in_attributes_or_else_in_metadata(string fields, string? city) =>
        Assert.Equal(city, Joined(fields).Who!.City);

    [Theory]
    [InlineData("\"joinedAtMs\":\"1795209475641\"", 1795209475641)]
    [InlineData("\"joinedAtMs\":1795209475641", 1795209475641)]
    [InlineData("\"joined_at_ms\":\"1795209475641\"", 1795209475641)]
    [InlineData("\"joinedAt\":\"1795209475\"", 1795209475000)]
    [InlineData("\"joined_at\":1795209475", 1795209475000)]
    [InlineData("\"joinedAtMs\":null", 0)]
    [InlineData("\"joinedAt\":\"9223372036854775807\"", 0)]
    public void Times_come_as_text_or_number_in_either_spelling(string field, long milliseconds) =>
        Assert.Equal(milliseconds, Joined(field).Who!.JoinedAtMs);

    [Fact]
    public void Snake_case_defaults_written_unknown_fields_and_other_orders_are_understood()
    {
        var signal = Signal("""
            { "created_at" : 1795209475 , "num_dropped":0, "egress_info":null, "new": [{"deep":[1,2,{"a":null}]}],
              "track": {"source":"CAMERA","muted":true,"mime_type":"video/VP8","type":"VIDEO","sid":"TR_1"},
              "participant": {"identity":"church-1","name":"","sid":"PA_1","tracks":[],"kind":"STANDARD"},
              "room": {"creation_time_ms":"1795209475640","name":"svc-1","turn_password":"hush","sid":"RM_1"},
              "id":"EV_1", "event":"track_published" }
            """);

        Assert.Equal(
            new PresenceSignal(
                SignalKind.Published, "EV_1", DateTimeOffset.FromUnixTimeSeconds(1795209475), "RM_1", 1795209475640,
                new SignalParticipant("PA_1", "church-1"), "TR_1", true),
            signal);
    }

    [Theory]
    [InlineData("\"type\":\"VIDEO\"", true)]
    [InlineData("\"type\":1", true)]
    [InlineData("\"type\":\"VIDEO\",\"source\":\"CAMERA\"", true)]
    [InlineData("\"type\":\"VIDEO\",\"source\":\"UNKNOWN\"", true)]
    [InlineData("\"type\":\"VIDEO\",\"source\":\"SCREEN_SHARE\"", false)]
    [InlineData("\"type\":\"VIDEO\",\"source\":3", false)]
    [InlineData("\"source\":\"MICROPHONE\"", false)]
    [InlineData("\"source\":\"CAMERA\"", false)]
    [InlineData("\"type\":\"AUDIO\"", false)]
    [InlineData("\"type\":\"DATA\"", false)]
    public void Only_video_that_is_no_screen_share_becomes_a_signal(string fields, bool picture)
    {
        foreach (var name in new[] { "track_published", "track_unpublished" })
        {
            var outcome = Parse($$"""
                {"event":"{{name}}",{{Room}},"participant":{"sid":"PA_1","identity":"a"},"track":{"sid":"TR_1",{{fields}}},{{Tail}}}
                """);

            Assert.Equal(picture, outcome is WebhookOutcome.Signal);
            Assert.Equal(!picture, outcome is WebhookOutcome.Ignored);
        }
    }

    [Theory]
    [InlineData("egress_ended")]
    [InlineData("ingress_started")]
    [InlineData("a_thing_of_tomorrow")]
    public void Other_events_are_ignored_whatever_they_carry(string name) =>
        Assert.Equal(new WebhookOutcome.Ignored(name), Parse($$"""{"event":"{{name}}","thing":{"a":[1]} }"""));

    [Theory]
    [InlineData("", "the body is not JSON")]
    [InlineData("null", "the body is not an object")]
    [InlineData("[]", "the body is not an object")]
    [InlineData("\"text\"", "the body is not an object")]
    [InlineData("event=room_started", "the body is not JSON")]
    [InlineData("{\"event\":\"room_started\"", "the body is not JSON")]
    [InlineData("{\"event\":\"x\"} {}", "the body is not JSON")]
    [InlineData("{}", "event is missing")]
    [InlineData("{\"event\":7}", "event is not a text")]
    [InlineData("{\"event\":\"room_started\",\"id\":\"EV_1\"}", "room.sid is missing")]
    [InlineData("{\"event\":\"room_started\",\"room\":[]}", "room is not an object")]
    [InlineData("{\"event\":\"room_started\",\"id\":\"EV_1\",\"room\":{\"sid\":\"RM_1\"}}", "room.name is missing")]
    [InlineData("{\"event\":\"room_started\",\"room\":{\"sid\":\"RM_1\",\"name\":\"r\"}}", "id is missing")]
    [InlineData("{\"event\":\"room_started\",\"id\":\"EV_1\",\"room\":{\"sid\":\"RM_1\",\"name\":\"r\"},\"createdAt\":\"-1\"}", "createdAt is not a time")]
    [InlineData("{\"event\":\"room_started\",\"id\":\"EV_1\",\"room\":{\"sid\":\"RM_1\",\"name\":\"r\"},\"createdAt\":\"soon\"}", "createdAt is not a whole number")]
    [InlineData("{\"event\":\"room_started\",\"room\":{\"name\":\"a\\u0000b\"}}", "room.name has control characters")]
    [InlineData("{\"event\":\"room_started\",\"room\":{\"name\":\"\\ud800\"}}", "the body has a text that is not Unicode")]
    public void What_is_no_webhook_is_refused_with_the_field_at_fault(string body, string reason) =>
        Assert.Equal(new WebhookOutcome.Malformed(reason), Parse(body));

    [Theory]
    [InlineData("\"identity\":\"a\"", "participant.sid is missing")]
    [InlineData("\"sid\":\"PA_1\"", "participant.identity is missing")]
    [InlineData("\"sid\":\"PA_1\",\"identity\":\"\"", "participant.identity is missing")]
    [InlineData("\"sid\":\"PA_1\",\"identity\":null", "participant.identity is missing")]
    [InlineData("\"sid\":\"PA_1\",\"identity\":5", "participant.identity is not a text")]
    public void A_participant_event_says_who(string fields, string reason) =>
        Assert.Equal(new WebhookOutcome.Malformed(reason), Parse(Join(fields)));

    [Fact]
    public void Identities_are_whole_or_refused_and_names_are_clipped_to_one_line()
    {
        Assert.Equal(
            new WebhookOutcome.Malformed("participant.identity is too long"),
            Parse(Join($"\"sid\":\"PA_1\",\"identity\":\"{new string('é', 129)}\"")));
        Assert.Equal(new string('é', 128), Signal(Join($"\"sid\":\"PA_1\",\"identity\":\"{new string('é', 128)}\"")).Who!.Identity);
        Assert.Equal(256, Joined($"\"name\":\"{new string('x', 5000)}\"").Who!.Name.Length);
        Assert.Equal("a  b", Joined("\"name\":\" a\\n\\u0000b\\t\"").Who!.Name);
    }

    [Fact]
    public void Nesting_without_end_is_refused() => Assert.IsType<WebhookOutcome.Malformed>(
        Parse("{\"event\":\"x\",\"a\":" + string.Concat(Enumerable.Repeat("[", 10_000))));

    [Fact]
    public void Damaged_recordings_never_throw()
    {
        var damage = (from hook in Gen.Elements(Recordings.Hooks.AsEnumerable())
                      from cuts in Gen.ListOf(Gen.Zip(Gen.Choose(0, 2000), Gen.Choose(0, 255)), 3)
                      from end in Gen.Choose(1, 4000)
                      select Damaged(hook.Bytes, cuts, end)).ToArbitrary();

        Prop.ForAll(damage, body => WebhookParser.Parse(body) is not null).QuickCheckThrowOnFailure();
    }

    static byte[] Damaged(byte[] body, IEnumerable<(int At, int Byte)> cuts, int end)
    {
        foreach (var (at, value) in cuts)
        {
            body[at % body.Length] = (byte)value;
        }

        return body[..Math.Min(end, body.Length)];
    }

    static string Join(string participant) =>
        $$"""{"event":"participant_joined",{{Room}},"participant":{ {{participant}} },{{Tail}} }""";

    static PresenceSignal Joined(string fields) =>
        Signal(Join("\"sid\":\"PA_1\",\"identity\":\"church-1\"" + (fields.Length > 0 ? "," + fields : "")));

    static PresenceSignal Signal(string body) => Assert.IsType<WebhookOutcome.Signal>(Parse(body)).Presence;

    static WebhookOutcome Parse(string body) => WebhookParser.Parse(Encoding.UTF8.GetBytes(body));
}
