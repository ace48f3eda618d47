using System.Text;
using Google.Protobuf;
using Livekit.Server.Sdk.Dotnet;
using VideoWall.Domain.Presence;
using VideoWall.Simulation;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.LiveKit.Tests.DotnetSdk;

/// <summary>The .NET SDK and we say the same of every webhook.</summary>
public sealed class WebhookTests
{
    // Its own option to ignore fields that are younger than it has no effect.
    static readonly JsonParser Schema = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    readonly WebhookReceiver sdk = new(TestKeys.Key, TestKeys.Secret);

    public static TheoryData<string> Scenarios => Recordings.Scenarios;

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void What_LiveKit_sent_reads_alike(string scenario)
    {
        foreach (var hook in Recordings.Of(scenario))
        {
            var theirs = Schema.Parse<WebhookEvent>(hook.Body);
            switch (WebhookParser.Parse(hook.Bytes))
            {
                case WebhookOutcome.Signal ours:
                    Assert.Equal(Reading(theirs, ours.Presence.Who), (ours.Presence, ours.RoomName));
                    break;
                case WebhookOutcome.Ignored ours:
                    Assert.Equal(theirs.Event, ours.Event);
                    break;
                case var other:
                    Assert.Fail($"{hook}: {other}");
                    break;
            }
        }
    }

    [Fact]
    public void What_it_signs_we_believe_and_only_with_its_own_body()
    {
        var verifier = new WebhookVerifier(TestKeys.Recorded, TimeProvider.System);
        foreach (var body in Recordings.Hooks.Take(20).Select(h => h.Body).Append("Übung ⛪"))
        {
            var token = new AccessToken(TestKeys.Key, TestKeys.Secret).WithGrants(new()).WithSha256(TestKeys.HashOf(body)).ToJwt();

            Assert.Equal(WebhookVerdict.Genuine, verifier.Verify(token, Encoding.UTF8.GetBytes(body)).Verdict);
            Assert.Equal(WebhookVerdict.BodyChanged, verifier.Verify(token, Encoding.UTF8.GetBytes(body + " ")).Verdict);
        }
    }

    [Fact]
    public async Task It_receives_the_simulators_webhooks_and_refuses_them_changed()
    {
        var sent = new List<(string Body, string Authorization)>();
        using var simulator = new RoomSimulator(TestKeys.Recorded, (body, authorization, _) =>
        {
            sent.Add((Encoding.UTF8.GetString(body.Span), authorization));
            return Task.FromResult(200);
        }, TimeProvider.System);
        var church = simulator.Join("svc-1", "church-1", "Iglesia Monte Sión", "Bogotá");
        church.Publish();
        church.Leave();
        await simulator.Delivered();

        Assert.Equal(5, sent.Count);
        foreach (var (body, authorization) in sent)
        {
            Assert.Equal(TestKeys.HashOf(body), sdk.Verify(authorization).Sha256);
            Assert.Equal("Sha256 checksum of the body does not match", Assert.Throws<Exception>(() => sdk.Receive(body + " ", authorization)).Message);
        }
        Assert.Equal(
            ["room_started", "participant_joined", "track_published", "track_unpublished", "participant_left"],
            sent.Select(s => Schema.Parse<WebhookEvent>(s.Body).Event));
    }

    // Of the SDK's reading, what our signal keeps. Who gets a seat, and its city, are our own conclusions.
    static (PresenceSignal, string) Reading(WebhookEvent e, SignalParticipant? ours)
    {
        var kind = e.Event switch
        {
            "room_started" => SignalKind.RoomStarted,
            "room_finished" => SignalKind.RoomFinished,
            "participant_joined" => SignalKind.Joined,
            "participant_left" or "participant_connection_aborted" => SignalKind.Left,
            "track_published" => SignalKind.Published,
            "track_unpublished" => SignalKind.Unpublished,
            _ => throw new InvalidOperationException($"{e.Event} is no signal"),
        };
        var isTrack = kind is SignalKind.Published or SignalKind.Unpublished;
        var who = e.Participant is { } p ? new SignalParticipant(p.Sid, p.Identity, p.Name, p.JoinedAtMs, ours!.IsSeatable, ours.City) : null;
        return (new(kind, e.Id, DateTimeOffset.FromUnixTimeSeconds(e.CreatedAt), e.Room.Sid, e.Room.CreationTimeMs, who,
            isTrack ? e.Track.Sid : null, kind == SignalKind.Published && e.Track.Muted), e.Room.Name);
    }
}
