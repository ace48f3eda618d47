using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using VideoWall.Domain.Presence;
using VideoWall.Fakes;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.LiveKit.Tests.Webhooks;

/// <summary>Every webhook that a real LiveKit sent, through our verifier and parser.</summary>
public sealed class RecordedWebhooksTests
{
    readonly FakeTimeProvider time = TestClock.Sunday();

    public static TheoryData<string> Scenarios => Recordings.Scenarios;

    [Fact]
    public void All_recordings_are_here() => Assert.Equal(624, Recordings.Hooks.Count);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Genuine_when_received_refused_an_hour_later_changed_or_with_another_secret(string scenario)
    {
        var verifier = new WebhookVerifier(TestKeys.Recorded, time);
        var stranger = new WebhookVerifier(TestKeys.Parse(TestKeys.Key, TestKeys.OtherSecret), time);
        var hooks = Recordings.Of(scenario).ToList();
        foreach (var (hook, i) in hooks.Select((h, i) => (h, i)))
        {
            time.AdjustTime(hook.ReceivedAt);
            Assert.Equal(WebhookVerdict.Genuine, verifier.Verify(hook.Authorization, hook.Bytes).Verdict);
            Assert.Equal(WebhookVerdict.SignatureWrong, stranger.Verify(hook.Authorization, hook.Bytes).Verdict);
            Assert.Equal(WebhookVerdict.TokenMissing, verifier.Verify(null, hook.Bytes).Verdict);

            var changed = hook.Bytes;
            changed[i % changed.Length] ^= 1;
            Assert.Equal(WebhookVerdict.BodyChanged, verifier.Verify(hook.Authorization, changed).Verdict);

            var other = hooks[(i + 1) % hooks.Count];
            if (other.Body != hook.Body)
            {
                Assert.Equal(WebhookVerdict.BodyChanged, verifier.Verify(hook.Authorization, other.Bytes).Verdict);
            }

            time.AdjustTime(hook.ReceivedAt.AddHours(1));
            Assert.Equal(WebhookVerdict.Expired, verifier.Verify(hook.Authorization, hook.Bytes).Verdict);
            time.AdjustTime(hook.ReceivedAt.AddHours(-1));
            Assert.Equal(WebhookVerdict.NotYetValid, verifier.Verify(hook.Authorization, hook.Bytes).Verdict);
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Parsed_as_a_plain_reading_of_the_JSON_says(string scenario)
    {
        foreach (var hook in Recordings.Of(scenario))
        {
            Assert.Equal(PlainReading(hook.Body), WebhookParser.Parse(hook.Bytes));
        }
    }

    [Fact]
    public void A_join_in_full()
    {
        var joined = Assert.IsType<WebhookOutcome.Signal>(WebhookParser.Parse(Recordings.Of("a1").ElementAt(1).Bytes));

        Assert.Equal("grid-a1", joined.RoomName);
        Assert.Equal(
            new PresenceSignal(
                SignalKind.Joined, "EV_U7ZMiZ4Tzo2Z", DateTimeOffset.FromUnixTimeSeconds(1795209475), "RM_aYnVqFG3NvTh", 1795209475640,
                new SignalParticipant("PA_5yVJqeBCUnmn", "church-1", "Church One", 1795209475641, true, "Bogota")),
            joined.Presence);
    }

    [Fact]
    public void A_publish_in_full()
    {
        var published = Assert.IsType<WebhookOutcome.Signal>(WebhookParser.Parse(Recordings.Of("a1").ElementAt(2).Bytes));

        Assert.Equal(
            new PresenceSignal(
                SignalKind.Published, "EV_f2xu2LjpqcBN", DateTimeOffset.FromUnixTimeSeconds(1795209478), "RM_aYnVqFG3NvTh", 0,
                new SignalParticipant("PA_5yVJqeBCUnmn", "church-1"), "TR_VCcxkHyypGYGrC"),
            published.Presence);
    }

    [Theory]
    [InlineData("a1", "RoomStarted Joined:1 Published:1 Unpublished:1 Published:1 Unpublished:1 Left:1 RoomFinished")]
    [InlineData("a3", "RoomStarted Joined:4 Joined:3' Published:3' track_published Unpublished:3' track_unpublished Left:3' Left:4 RoomFinished")]
    [InlineData("c1", "RoomStarted Joined:1 Published:1 Unpublished:1 Left:1 Joined:1' Published:1' Unpublished:1' Left:1' RoomFinished")]
    [InlineData("d1", "RoomStarted Joined:1 Published:1 Unpublished:1 Left:1 RoomFinished")]
    [InlineData("d6", "RoomStarted Left:1 RoomFinished")]
    [InlineData("e5", "RoomStarted Joined:1 Published:1 Unpublished:1 Left:1 Joined:1' Published:1' Unpublished:1' Left:1' RoomFinished")]
    [InlineData("f4", "RoomStarted RoomFinished RoomStarted Joined:1 Published:1 Unpublished:1 Left:1 RoomFinished")]
    public void A_scenario_gives_the_signals_its_README_tells(string scenario, string expected)
    {
        var words = Recordings.Of(scenario).Select(h => WebhookParser.Parse(h.Bytes)).ToList();
        var sids = words.OfType<WebhookOutcome.Signal>().Select(s => s.Presence.Who?.Sid).OfType<string>().Distinct().ToList();

        Assert.Equal(expected, string.Join(' ', words.Select(w => w is WebhookOutcome.Signal { Presence: var p }
            ? p.Kind + (p.Who is { } who ? ":" + who.Identity[^1] + new string('\'', sids.IndexOf(who.Sid)) : "")
            : ((WebhookOutcome.Ignored)w).Event)));
    }

    [Fact]
    public void A_hidden_wall_is_never_seatable_and_a_church_always_is()
    {
        var joins = Recordings.Of("h1").Concat(Recordings.Of("h2")).Select(h => WebhookParser.Parse(h.Bytes))
            .OfType<WebhookOutcome.Signal>().Select(s => s.Presence).Where(p => p.Who is { JoinedAtMs: > 0 }).ToList();

        Assert.Contains(joins, j => j.Who!.Identity.StartsWith("wall", StringComparison.Ordinal));
        Assert.All(joins, j => Assert.Equal(j.Who!.Identity.StartsWith("church-", StringComparison.Ordinal), j.Who.IsSeatable));
    }

    /// <summary>The same mapping written a second time, the slow way.</summary>
    static WebhookOutcome PlainReading(string body)
    {
        using var json = JsonDocument.Parse(body);
        JsonElement? At(params string[] path) => path.Aggregate((JsonElement?)json.RootElement, (e, name) =>
            e is { ValueKind: JsonValueKind.Object } o && o.TryGetProperty(name, out var found) ? found : null);
        string Word(params string[] path) => At(path)?.GetString() ?? "";
        long Number(params string[] path) => long.TryParse(Word(path), out var n) ? n : 0;
        var name = Word("event");
        SignalKind kind = name switch
        {
            "room_started" => SignalKind.RoomStarted,
            "room_finished" => SignalKind.RoomFinished,
            "participant_joined" => SignalKind.Joined,
            "participant_left" or "participant_connection_aborted" => SignalKind.Left,
            "track_published" => SignalKind.Published,
            "track_unpublished" => SignalKind.Unpublished,
            _ => throw new InvalidOperationException(name),
        };
        if (kind >= SignalKind.Published && Word("track", "type") != "VIDEO")
        {
            return new WebhookOutcome.Ignored(name);
        }

        var hidden = At("participant", "permission", "hidden") is { ValueKind: JsonValueKind.True };
        var who = At("participant") is null ? null : new SignalParticipant(
            Word("participant", "sid"),
            Word("participant", "identity"),
            Word("participant", "name"),
            Number("participant", "joinedAtMs"),
            !hidden && !Word("participant", "identity").StartsWith("wall-", StringComparison.Ordinal),
            At("participant", "attributes", "city")?.GetString());
        return new WebhookOutcome.Signal(
            new PresenceSignal(
                kind, Word("id"), DateTimeOffset.FromUnixTimeSeconds(Number("createdAt")), Word("room", "sid"),
                Number("room", "creationTimeMs"), who, At("track", "sid")?.GetString()),
            Word("room", "name"));
    }
}
