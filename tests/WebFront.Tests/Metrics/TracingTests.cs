using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Domain.Presence;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Tests.Fakes;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Metrics;

/// <summary>Spans from webhook to wall. Who listens is a matter of the whole process, so tests that do are never run two at once.</summary>
[Collection(Collection)]
public sealed class TracingTests
{
    public const string Collection = "spans";

    [Fact]
    public async Task Webhook_ThatChangesTheWall_IsOneTraceToItsPush()
    {
        using var heard = new Heard();
        await using var host = await TestHost.StartWhole();
        var service = (await host.Key().Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        Assert.NotNull(await host.Services.GetRequiredService<Relays>().Of(new(service["id"]), default));

        var (room, at) = (new { sid = "RM_1", name = service["room"], creationTime = Now(host) }, Now(host));
        await Send(host, new { @event = "room_started", id = "EV_trace_1", createdAt = at, room });
        await Pushed("EV_trace_1");
        await Send(host, new
        {
            @event = "participant_joined", id = "EV_trace_2", createdAt = at, room,
            participant = new { sid = "PA_1", identity = "church-1", name = "Name of a church", state = "ACTIVE", joinedAt = at },
        });

        var push = await Pushed("EV_trace_2");
        var webhook = heard.Spans.Single(s => s.OperationName == "webhook" && Equals(s.GetTagItem("videowall.event_id"), "EV_trace_2"));
        Assert.Equal("Joined", webhook.GetTagItem("videowall.event"));
        Assert.Equal(service["room"], webhook.GetTagItem("videowall.room"));
        Assert.Equal(service["id"], push.GetTagItem("videowall.service"));
        Assert.Contains(push.Links, l => l.Context.SpanId == webhook.SpanId);
        Assert.Equal(webhook.TraceId, push.TraceId);
        Assert.Equal(webhook.SpanId, push.ParentSpanId);
        Assert.DoesNotContain(heard.Spans.SelectMany(s => s.TagObjects), t => $"{t.Value}".Contains("church", StringComparison.OrdinalIgnoreCase));

        async Task<Activity> Pushed(string cause) => (await Eventually.Is(
            $"the push of {cause} is heard",
            () =>
            {
                host.Time.Advance(TimeSpan.FromMilliseconds(1)); // rounds rest in between
                return heard.Spans.FirstOrDefault(s => s.OperationName == "push" && Causes(s).Contains(cause));
            },
            span => span is not null))!;
    }

    [Fact]
    public void Push_OfSeveralWebhooks_IsLinkedToEach()
    {
        using var heard = new Heard();
        using var first = Webhook("EV_links_1");
        first?.Dispose();
        using var second = Webhook("EV_links_2");
        second?.Dispose();
        using var push = Tracing.Push("service-1", ["EV_links_1", "EV_links_2", "EV_came_in_elsewhere"]);
        Assert.Equal([first!.SpanId, second!.SpanId], push!.Links.Select(l => l.Context.SpanId));
        Assert.Equal(first.TraceId, push.TraceId);
        Assert.NotEqual(second.TraceId, push.TraceId);
        Assert.Equal(3, Causes(push).Count);
    }

    [Fact]
    public void Push_WithoutAWebhook_BeginsATraceOfItsOwn()
    {
        using var heard = new Heard();
        using var stranger = Webhook("EV_stranger"); // as a timer's callback finds it, which carries along whoever set it first
        using var push = Tracing.Push("service-1", []);
        Assert.NotEqual(stranger!.TraceId, push!.TraceId);
        Assert.Empty(push.Links);
    }

    [Fact]
    public void Spans_WithNobodyListening_AreNotMade()
    {
        Assert.Null(Webhook("EV_unheard"));
        var causes = new PushCauses();
        causes.Add(["EV_unheard"]);
        Assert.Null(causes.Push("service-1"));
        using var heard = new Heard();
        using var push = causes.Push("service-1");
        Assert.Empty(Causes(push!));
    }

    [Fact]
    public void Spans_WithNobodyListening_CostNoMemory()
    {
        var (signal, causes, events) = (Signal("EV_free"), new PushCauses(), ImmutableArray.Create("EV_free"));
        Pass(); // the first run compiles
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Pass()
        {
            Tracing.Webhook("room", signal)?.Dispose();
            causes.Add(events);
            causes.Push("service-1")?.Dispose();
        }
    }

    static Activity? Webhook(string id) => Tracing.Webhook("room", Signal(id));

    static PresenceSignal Signal(string id) => new(SignalKind.Joined, id, default, "RM_1", 0);

    static IReadOnlyCollection<string> Causes(Activity push) => (string[])push.GetTagItem("videowall.causes")!;

    static long Now(TestHost host) => host.Time.GetUtcNow().ToUnixTimeSeconds();

    static async Task Send<T>(TestHost host, T webhook)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(webhook);
        var client = host.Anybody();
        var claims = new { iss = "devkey", nbf = Now(host), exp = Now(host) + 300, sha256 = Convert.ToBase64String(SHA256.HashData(body)) };
        var token = $"{Part(new { alg = "HS256", typ = "JWT" })}.{Part(claims)}";
        client.Headers["Authorization"] = $"{token}.{Url(HMACSHA256.HashData(Encoding.UTF8.GetBytes(new string('s', 32)), Encoding.UTF8.GetBytes(token)))}";
        (await client.PostBytes("/livekit/webhook", body, "application/webhook+json")).Is(200);
    }

    static string Part<T>(T json) => Url(JsonSerializer.SerializeToUtf8Bytes(json));

    static string Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    /// <summary>Hears every span of the web front until it is disposed.</summary>
    sealed class Heard : IDisposable
    {
        readonly ActivityListener listener;

        public Heard()
        {
            listener = new()
            {
                ShouldListenTo = source => source.Name == Tracing.SourceName,
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Spans.Enqueue,
            };
            ActivitySource.AddActivityListener(listener);
        }

        public ConcurrentQueue<Activity> Spans { get; } = new();

        public void Dispose() => listener.Dispose();
    }
}
