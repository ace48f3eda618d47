using System.Text;
using System.Text.Json.Nodes;
using VideoWall.Simulation;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Tokens;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.LiveKit.Tests.Judge;

/// <summary>The official SDK believes what we sign, and we believe what it signs. On the real clock, as it knows no other.</summary>
public sealed class JudgedTests(OfficialSdk sdk) : IClassFixture<OfficialSdk>
{
    static readonly TimeProvider Clock = TimeProvider.System;

    readonly AccessTokens tokens = new(TestKeys.Recorded, Clock);

    [Fact]
    public async Task The_SDK_reads_our_tokens_as_we_mean_them()
    {
        var rulings = await sdk.Ask("verifyToken",
        [
            Token(tokens.ForChurch("svc-1", "church-7", "Igreja São João 教會").Jwt),
            Token(tokens.ForWall("svc-1", "w").Jwt),
            Token(tokens.ForConsole("svc-1", "w").Jwt),
            Token(tokens.ForRoomAdmin("svc-1")),
            Token(tokens.ForRoomList()),
            Token(tokens.ForRoomCreate()),
        ]);

        Assert.All(rulings, r => Assert.True(r.Ok, r.Value.ToString()));
        Assert.Equal("church-7", (string?)rulings[0].Value["sub"]);
        Assert.Equal("Igreja São João 教會", (string?)rulings[0].Value["name"]);
        Assert.Equal(["camera"], rulings[0].Value["video"]!["canPublishSources"]!.AsArray().Select(s => (string?)s));
        Assert.False((bool)rulings[0].Value["video"]!["canSubscribe"]!);
        Assert.True((bool)rulings[1].Value["video"]!["hidden"]!);
        Assert.Equal("wall-console-w", (string?)rulings[2].Value["sub"]);
        Assert.Equal("svc-1", (string?)rulings[3].Value["video"]!["room"]);
    }

    [Fact]
    public async Task The_SDK_refuses_our_tokens_when_they_were_touched_or_the_secret_is_another()
    {
        var jwt = tokens.ForWall("svc-1", "w").Jwt;
        var parts = jwt.Split('.');
        var other = TestKeys.PayloadOf(jwt).Replace("wall-w", "wall-x", StringComparison.Ordinal);

        var rulings = await sdk.Ask("verifyToken",
        [
            Token($"{parts[0]}.{TestKeys.Encode(other)}.{parts[2]}"),
            new { key = TestKeys.Key, secret = TestKeys.OtherSecret, token = jwt },
            new { key = "otherkey", secret = TestKeys.Secret, token = jwt },
        ]);

        Assert.All(rulings, r => Assert.False(r.Ok));
    }

    [Fact]
    public async Task We_read_the_SDKs_tokens_as_it_means_them()
    {
        const int camera = 1; // the SDK takes TrackSource.CAMERA and writes "camera"
        var grant = new { roomJoin = true, room = "svc-1", canPublish = true, canPublishSources = new[] { camera }, canSubscribe = false };
        var ruling = Assert.Single(await sdk.Ask("mintToken", [Case(new { identity = "church-7", name = "Église", grant })]));
        Assert.True(ruling.Ok, ruling.Value.ToString());

        var (token, refusal) = await new TokenReader(TestKeys.Recorded, Clock).Read((string?)ruling.Value);

        Assert.Empty(refusal);
        Assert.Equal(("church-7", "Église", "svc-1"), (token!.Identity, token.Name, token.Room));
        Assert.Equal(["camera"], token.Grant.CanPublishSources!.Value.AsEnumerable());
        Assert.Equal((true, false, null), (token.Grant.CanPublish, token.Grant.CanSubscribe, token.Grant.Hidden));
    }

    [Fact]
    public async Task We_believe_webhooks_that_the_SDK_signs_and_only_with_their_own_body()
    {
        var bodies = Recordings.Hooks.Take(20).Select(h => h.Body).Append("").Append("Übung ⛪").ToList();
        var rulings = await sdk.Ask("mintWebhook", bodies.Select(body => Case(new { body })));
        var verifier = new WebhookVerifier(TestKeys.Recorded, Clock);

        foreach (var (body, ruling) in bodies.Zip(rulings))
        {
            var authorization = (string?)ruling.Value;
            Assert.Equal(WebhookVerdict.Genuine, verifier.Verify(authorization, Encoding.UTF8.GetBytes(body)).Verdict);
            Assert.Equal(WebhookVerdict.BodyChanged, verifier.Verify(authorization, Encoding.UTF8.GetBytes(body + " ")).Verdict);
        }
    }

    [Fact]
    public async Task The_SDK_receives_the_simulators_webhooks_whole_and_refuses_them_changed()
    {
        var sent = await Simulate();

        var rulings = await sdk.Ask("receiveWebhook", sent.Select(s => Case(new { body = s.Body, authorization = s.Authorization })));
        var changed = await sdk.Ask("receiveWebhook", sent.Select(s => Case(new { body = s.Body + " ", authorization = s.Authorization })));

        Assert.Equal(6, rulings.Count);
        foreach (var (hook, ruling) in sent.Zip(rulings))
        {
            // Nothing lost and nothing added on the way through LiveKit's own schema: every field is one of its fields.
            Assert.True(ruling.Ok, ruling.Value.ToString());
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(hook.Body), ruling.Value), $"{hook.Body}\n{ruling.Value}");
        }

        Assert.All(changed, r => Assert.False(r.Ok));
    }

    static async Task<List<(string Body, string Authorization)>> Simulate()
    {
        var sent = new List<(string, string)>();
        using var simulator = new RoomSimulator(TestKeys.Recorded, (body, authorization, _) =>
        {
            sent.Add((Encoding.UTF8.GetString(body.Span), authorization));
            return Task.FromResult(200);
        }, Clock);
        var church = simulator.Join("svc-1", "church-1", "Iglesia Monte Sión", "Bogotá");
        church.Publish();
        church.Leave();
        simulator.Close("svc-1");
        await simulator.Delivered();
        return sent;
    }

    static object Token(string token) => new { key = TestKeys.Key, secret = TestKeys.Secret, token };

    static JsonObject Case(object fields)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToNode(fields)!.AsObject();
        json["key"] = TestKeys.Key;
        json["secret"] = TestKeys.Secret;
        return json;
    }
}
