using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Grains.Interfaces;
using OpenTelemetry.Metrics;
using VideoWall.WebFront.Health;

namespace VideoWall.WebFront.Tests.Metrics;

public sealed class MetricsTextTests : IDisposable
{
    const string Walls = """videowall_hub_deltas_total{kind="wall"}""";

    readonly ServiceProvider services = Host();
    readonly WallMetrics metrics;

    public MetricsTextTests() => metrics = services.GetRequiredService<WallMetrics>();

    [Fact]
    public async Task Counters_StartAtZeroAndAddUp()
    {
        Assert.Equal(0, (await Now())[Walls]);
        metrics.DeltaSent("wall");
        metrics.DeltaSent("wall");
        Assert.Equal(2, (await Now())[Walls]);
        Assert.Equal("counter", (await Now()).TypeOf("videowall_hub_deltas_total"));
    }

    [Fact]
    public async Task Webhook_IsCountedByResultAndTimed()
    {
        var time = TestClock.Sunday();
        var since = time.GetTimestamp();
        time.Advance(TimeSpan.FromMilliseconds(30));
        metrics.Webhook("accepted", since, time);
        metrics.Webhook("refused", time.GetTimestamp(), time);
        var now = await Now();
        Assert.Equal(1, now["""videowall_webhooks_total{result="accepted"}"""]);
        Assert.Equal(1, now["""videowall_webhooks_total{result="refused"}"""]);
        Assert.Equal(0, now["""videowall_webhooks_total{result="unavailable"}"""]);
        Assert.Equal(2, now["videowall_webhook_duration_seconds_count"]);
        Assert.Equal(1, now["""videowall_webhook_duration_seconds_bucket{le="0.025"}"""]);
        Assert.Equal(2, now["""videowall_webhook_duration_seconds_bucket{le="0.05"}"""]);
        Assert.Equal(0.03, now["videowall_webhook_duration_seconds_sum"], 6);
    }

    [Fact]
    public async Task Connections_GoUpAndDown()
    {
        metrics.Connected("wall");
        metrics.Connected("wall");
        metrics.Disconnected("wall");
        metrics.DeltaSent("console");
        Assert.Equal(1, (await Now())["""videowall_hub_connections{kind="wall"}"""]);
        Assert.Equal("gauge", (await Now()).TypeOf("videowall_hub_connections"));
        Assert.Equal(1, (await Now())["""videowall_hub_deltas_total{kind="console"}"""]);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(404, false)]
    [InlineData(503, true)]
    public async Task Answered_CountsFaultsOnly(int status, bool counted)
    {
        metrics.Answered(status);
        Assert.Equal(counted, (await Now()).Samples.ContainsKey($$"""videowall_http_failures_total{status="{{status}}"}"""));
    }

    [Fact]
    public async Task Walls_WithoutFramesAreTheStalledOnes()
    {
        WallStatus[] walls = [WallStatus.Ok, WallStatus.Stalled, WallStatus.Stalled, WallStatus.Gone];
        metrics.Walls(() => walls);
        Assert.Equal(2, (await Now())["videowall_walls_without_frames"]);
        Assert.Equal(1, (await Now())["""videowall_walls{status="ok"}"""]);
        walls = [];
        Assert.Equal(0, (await Now())["videowall_walls_without_frames"]);
        Assert.Equal(0, (await Now())["""videowall_walls{status="stalled"}"""]);
    }

    [Fact]
    public async Task Host_IsAskedAtEachScrape()
    {
        var actors = 3L;
        metrics.Host(() => actors, () => 2);
        Assert.Equal(3, (await Now())["videowall_grains_active"]);
        actors = 7;
        Assert.Equal(7, (await Now())["videowall_grains_active"]);
        Assert.Equal(2, (await Now())["videowall_services_live"]);
    }

    [Fact]
    public async Task Labels_AreEscaped()
    {
        Counter("videowall.odd").Add(1, new KeyValuePair<string, object?>("what.ever", "a\"b\\c\nd"));
        Assert.Equal(1, (await Now())["videowall_odd_total{what_ever=\"a\\\"b\\\\c\\nd\"}"]);
    }

    [Fact]
    public async Task Labels_InAnotherOrderAreTheSameSeries()
    {
        var counter = Counter("videowall.pairs");
        counter.Add(1, new("a", 1), new("b", 2));
        counter.Add(1, new("b", 2), new("a", 1));
        Assert.Equal(2, (await Now())["""videowall_pairs_total{a="1",b="2"}"""]);
    }

    [Fact]
    public async Task Labels_ThatNeverEndShareOneSeriesInTheEnd()
    {
        var counter = Counter("videowall.many");
        for (var i = 0; i < 1500; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }
        var many = (await Now()).Samples.Where(s => s.Key.StartsWith("videowall_many_total", StringComparison.Ordinal)).ToList();
        Assert.Equal(1001, many.Count);
        Assert.Equal(1500, many.Sum(s => s.Value));
        Assert.Equal(500, (await Now())["""videowall_many_total{otel_metric_overflow="true"}"""]);
    }

    [Fact]
    public async Task Observed_SeriesThatAreNoLongerToldAreLeftOut()
    {
        string[] names = ["x", "y"];
        Meter().CreateObservableGauge("videowall.seen", () => names.Select(n => new Measurement<int>(1, new KeyValuePair<string, object?>("n", n))));
        Assert.Equal(1, (await Now())["""videowall_seen{n="y"}"""]);
        names = ["x"];
        Assert.False((await Now()).Samples.ContainsKey("""videowall_seen{n="y"}"""));
    }

    [Fact]
    public async Task Recording_FromManyThreadsLosesNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                metrics.DeltaSent("wall");
            }
        })));
        Assert.Equal(40_000, (await Now())[Walls]);
    }

    [Fact]
    public async Task TwoHostsInOneProcess_HearTheirOwnOnly()
    {
        using var other = Host();
        other.GetRequiredService<WallMetrics>().DeltaSent("wall");
        Assert.Equal(1, (await Read(other))[Walls]);
        Assert.Equal(0, (await Now())[Walls]);
    }

    [Fact]
    public async Task Platform_TellsMemoryCollectionsThreadsAndProcessor()
    {
        var now = await Now();
        Assert.True(now["dotnet_process_memory_working_set_bytes"] > 0);
        Assert.True(now["""dotnet_process_cpu_time_seconds_total{cpu_mode="user"}"""] > 0);
        Assert.Equal("gauge", now.TypeOf("dotnet_thread_pool_thread_current"));
        Assert.Contains(now.Samples.Keys, k => k.StartsWith("dotnet_gc_collections_total", StringComparison.Ordinal));
    }

    public void Dispose() => services.Dispose();

    Meter Meter() => services.GetRequiredService<IMeterFactory>().Create(new MeterOptions("VideoWall.Tests"));

    Counter<long> Counter(string name) => Meter().CreateCounter<long>(name);

    Task<PrometheusText> Now() => Read(services);

    static async Task<PrometheusText> Read(IServiceProvider services)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };
        await MetricsApi.Scrape(new ApplicationBuilder(services))(http);
        Assert.Equal(200, http.Response.StatusCode);
        return PrometheusText.Read(Encoding.UTF8.GetString(body.ToArray()));
    }

    static ServiceProvider Host()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddRecording();
        services.ConfigureOpenTelemetryMeterProvider(recording => recording.AddMeter("VideoWall.Tests"));
        return services.AddSingleton(p =>
        {
            p.GetRequiredService<MeterProvider>();
            return ActivatorUtilities.CreateInstance<WallMetrics>(p);
        }).BuildServiceProvider();
    }
}
