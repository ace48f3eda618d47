using System.Text;
using VideoWall.EndToEnd.Support;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>The webhook door: what is refused changes nothing, and LiveKit is told to try again only where that helps.</summary>
[Collection(SharedSilo.Name)]
public sealed class WebhookDoorTests(SharedSilo silo)
{
    [Fact]
    public async Task Forged_IsRefused()
    {
        var (service, hooks) = await Service();
        var body = hooks.Joined("Bern");
        Assert.Equal((401, "signature_wrong", null), await silo.Producer.Send(body, Signer.Sign(body, secret: "another-secret-0123456789abcdef0123456789")));
        Assert.Equal((401, "signature_wrong", null), await silo.Producer.Send(body, Signer.Sign(body, key: "nobody")));
        Assert.Equal((401, "signature_wrong", null), await silo.Producer.Send(body, Signer.Sign(hooks.Joined("Basel"))));
        Assert.Equal((401, "signature_wrong", null), await silo.Producer.Send(body, ""));
        Assert.Equal((401, "signature_wrong", null), await silo.Producer.Send(body, "Bearer nonsense"));
        await Nothing(service);
    }

    [Fact]
    public async Task StaleByAnHour_IsRefused()
    {
        var (service, hooks) = await Service();
        var body = hooks.Joined("Bern");
        Assert.Equal((401, "signature_wrong", null), await silo.Producer.Send(body, Signer.Sign(body, TimeSpan.FromHours(1))));
        Assert.Equal((401, "signature_wrong", null), await silo.Producer.Send(body, Signer.Sign(body, -TimeSpan.FromHours(1))));
        await Nothing(service);
    }

    [Fact]
    public async Task Oversized_IsRefused()
    {
        var (service, hooks) = await Service();
        byte[] body = [.. hooks.Joined("Bern"), .. Enumerable.Repeat((byte)' ', 256 * 1024)];
        Assert.Equal((413, "too_large", null), await silo.Producer.Send(body));
        await Nothing(service);
        // At the limit it is still a webhook.
        await silo.Producer.Take([[.. hooks.Joined("Bern"), .. Enumerable.Repeat((byte)' ', (256 * 1024) - hooks.Joined("Bern").Length - 64)]]);
        Assert.Single(await silo.Producer.Roster(service));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"event":7}""")]
    [InlineData("""{"event":"participant_joined","id":"EV_1","createdAt":"soon"}""")]
    public async Task SignedNonsense_IsNoWebhook(string body) =>
        Assert.Equal((400, "not_a_webhook", null), await silo.Producer.Send(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task OfNoInterest_IsTakenAndChangesNothing()
    {
        var (service, hooks) = await Service();
        await silo.Producer.Take(
            hooks.Body("egress_started", null, null, Webhook.NewId()),
            hooks.Body("something_of_the_future", new { sid = "PA_1", identity = "Bern" }, null, Webhook.NewId()),
            new Webhook($"nobody-knows-{service.Id}").Joined("Bern"),
            hooks.Joined("EG_recorder", kind: "EGRESS"),
            hooks.Joined("agent-1", kind: "AGENT"),
            hooks.Joined("wall-7"));
        Assert.Empty(await silo.Producer.Roster(service));
    }

    [Fact]
    public async Task UnknownIdentity_IsAGuestChurch()
    {
        var (service, hooks) = await Service();
        await silo.Producer.Take(hooks.Started(), hooks.Joined("Chur"), hooks.Joined("line-1", kind: "SIP"), hooks.Joined("obs-1", kind: "INGRESS"));
        Assert.Equal(["Chur", "line-1", "obs-1"], (await silo.Producer.Roster(service)).Select(c => c.Name));
    }

    [Fact]
    public async Task OutOfOrderTwiceAndIncomplete_EndsInTheSameRoster()
    {
        var (service, hooks) = await Service();
        byte[][] events = [hooks.Started(), hooks.Joined("a"), hooks.Published("a"), hooks.Joined("b"), hooks.Left("b"), hooks.Published("c"), hooks.Joined("c")];
        await silo.Producer.Take(events);
        var revision = (await silo.Producer.Read(service)).Revision;
        const string expected = "a live, b reconnecting, c live";
        Assert.Equal(expected, await States(service));
        await silo.Producer.Take(events.Reverse());
        await silo.Producer.Take(events);
        Assert.Equal(expected, await States(service));
        Assert.Equal(revision, (await silo.Producer.Read(service)).Revision);

        var (other, again) = await Service();
        await silo.Producer.Take(again.Left("b"), again.Published("c"), again.Joined("b"), again.Joined("c"), again.Published("a"), again.Joined("a"));
        // b was over before we heard that it had begun: it never takes a seat.
        Assert.Equal("a live, c live", await States(other));
    }

    [Fact]
    public async Task WrongMethodAndPath_AreProblemsToo()
    {
        (await silo.Producer.Api.Get("/livekit/webhook")).Is(405, "method_not_allowed");
        (await silo.Producer.Api.Post("/livekit/webhooks", new { })).Is(404, "not_found");
    }

    async Task<(Service Service, Webhook Hooks)> Service()
    {
        var service = await silo.Producer.Create();
        return (service, new(service.Room));
    }

    async Task Nothing(Service service)
    {
        Assert.Equal(service.Revision, (await silo.Producer.Read(service)).Revision);
        Assert.Empty(await silo.Producer.Roster(service));
    }

    async Task<string> States(Service service) =>
        string.Join(", ", (await silo.Producer.Roster(service)).OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => $"{c.Name} {c.State}"));
}
