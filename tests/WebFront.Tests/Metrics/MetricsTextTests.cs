using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Health;

namespace VideoWall.WebFront.Tests.Metrics;

public sealed class MetricsTextTests : IDisposable
{
    const string Walls = """videowall_hub_deltas_total{kind="wall"}""";

    readonly ServiceProvider services = Host();
    readonly MetricsText text;
    readonly WallMetrics metrics;

    public MetricsTextTests()
    {
        text = services.GetRequiredService<MetricsText>();
        metrics = services.GetRequiredService<WallMetrics>();
    }

    PrometheusText Now => PrometheusText.Read(text.Write());

    [Fact]
    public void Counters_StartAtZeroAndAddUp()
    {
        Assert.Equal(0, Now[Walls]);
        metrics.DeltaSent("wall");
        metrics.DeltaSent("wall");
        Assert.Equal(2, Now[Walls]);
        Assert.Equal("counter", Now.TypeOf("videowall_hub_deltas_total"));
    }

    [Fact]
    public void Webhook_IsCountedByResultAndTimed()
    {
        var time = TestClock.Sunday();
        var since = time.GetTimestamp();
        time.Advance(TimeSpan.FromMilliseconds(30));
        metrics.Webhook("accepted", since, time);
        metrics.Webhook("refused", time.GetTimestamp(), time);
        var now = Now;
        Assert.Equal(1, now["""videowall_webhooks_total{result="accepted"}"""]);
        Assert.Equal(1, now["""videowall_webhooks_total{result="refused"}"""]);
        Assert.Equal(0, now["""videowall_webhooks_total{result="unavailable"}"""]);
        Assert.Equal(2, now["videowall_webhook_duration_seconds_count"]);
        Assert.Equal(1, now["""videowall_webhook_duration_seconds_bucket{le="0.025"}"""]);
        Assert.Equal(2, now["""videowall_webhook_duration_seconds_bucket{le="0.05"}"""]);
        Assert.Equal(0.03, now["videowall_webhook_duration_seconds_sum"], 6);
    }

    [Fact]
    public void Connections_GoUpAndDown()
    {
        metrics.Connected("wall");
        metrics.Connected("wall");
        metrics.Disconnected("wall");
        metrics.DeltaSent("console");
        Assert.Equal(1, Now["""videowall_hub_connections{kind="wall"}"""]);
        Assert.Equal("gauge", Now.TypeOf("videowall_hub_connections"));
        Assert.Equal(1, Now["""videowall_hub_deltas_total{kind="console"}"""]);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(404, false)]
    [InlineData(503, true)]
    public void Answered_CountsFaultsOnly(int status, bool counted)
    {
        metrics.Answered(status);
        Assert.Equal(counted, Now.Samples.ContainsKey($$"""videowall_http_failures_total{status="{{status}}"}"""));
    }

    [Fact]
    public void Walls_WithoutFramesAreTheStalledOnes()
    {
        WallStatus[] walls = [WallStatus.Ok, WallStatus.Stalled, WallStatus.Stalled, WallStatus.Gone];
        metrics.Walls(() => walls);
        Assert.Equal(2, Now["videowall_walls_without_frames"]);
        Assert.Equal(1, Now["""videowall_walls{status="ok"}"""]);
        walls = [];
        Assert.Equal(0, Now["videowall_walls_without_frames"]);
        Assert.Equal(0, Now["""videowall_walls{status="stalled"}"""]);
    }

    [Fact]
    public void Host_IsAskedAtEachScrape()
    {
        var actors = 3L;
        metrics.Host(() => actors, () => 2);
        Assert.Equal(3, Now["videowall_actors_active"]);
        actors = 7;
        Assert.Equal(7, Now["videowall_actors_active"]);
        Assert.Equal(2, Now["videowall_services_live"]);
    }

    [Fact]
    public void Labels_AreEscaped()
    {
        Counter("videowall.odd").Add(1, new KeyValuePair<string, object?>("what.ever", "a\"b\\c\nd"));
        Assert.Equal(1, Now["videowall_odd_total{what_ever=\"a\\\"b\\\\c\\nd\"}"]);
    }

    [Fact]
    public void Labels_InAnotherOrderAreTheSameSeries()
    {
        var counter = Counter("videowall.pairs");
        counter.Add(1, new("a", 1), new("b", 2));
        counter.Add(1, new("b", 2), new("a", 1));
        Assert.Equal(2, Now["""videowall_pairs_total{a="1",b="2"}"""]);
    }

    [Fact]
    public void Labels_ThatNeverEndShareOneSeriesInTheEnd()
    {
        var counter = Counter("videowall.many");
        for (var i = 0; i < 1500; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }
        var many = Now.Samples.Where(s => s.Key.StartsWith("videowall_many_total", StringComparison.Ordinal)).ToList();
        Assert.Equal(1001, many.Count);
        Assert.Equal(1500, many.Sum(s => s.Value));
        Assert.Equal(500, Now["""videowall_many_total{overflow="true"}"""]);
    }

    [Fact]
    public void Observed_SeriesThatAreNoLongerToldAreLeftOut()
    {
        string[] names = ["x", "y"];
        Meter().CreateObservableGauge("videowall.seen", () => names.Select(n => new Measurement<int>(1, new KeyValuePair<string, object?>("n", n))));
        Assert.Equal(1, Now["""videowall_seen{n="y"}"""]);
        names = ["x"];
        Assert.False(Now.Samples.ContainsKey("""videowall_seen{n="y"}"""));
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
        Assert.Equal(40_000, Now[Walls]);
    }

    [Fact]
    public void TwoHostsInOneProcess_HearTheirOwnOnly()
    {
        using var other = Host();
        var theirs = other.GetRequiredService<MetricsText>();
        other.GetRequiredService<WallMetrics>().DeltaSent("wall");
        Assert.Equal(1, PrometheusText.Read(theirs.Write())[Walls]);
        Assert.Equal(0, Now[Walls]);
    }

    [Fact]
    public void Platform_TellsMemoryCollectionsThreadsAndProcessor()
    {
        var now = Now;
        Assert.True(now["dotnet_process_memory_working_set_bytes"] > 0);
        Assert.True(now["""dotnet_process_cpu_time_seconds_total{cpu_mode="user"}"""] > 0);
        Assert.Equal("gauge", now.TypeOf("dotnet_thread_pool_thread_current"));
        Assert.Contains(now.Samples.Keys, k => k.StartsWith("dotnet_gc_collections_total", StringComparison.Ordinal));
    }

    public void Dispose() => services.Dispose();

    Meter Meter() => services.GetRequiredService<IMeterFactory>().Create(new MeterOptions("VideoWall.Tests"));

    Counter<long> Counter(string name) => Meter().CreateCounter<long>(name);

    static ServiceProvider Host() => new ServiceCollection().AddMetrics().AddSingleton<MetricsText>()
        .AddSingleton(p =>
        {
            p.GetRequiredService<MetricsText>();
            return ActivatorUtilities.CreateInstance<WallMetrics>(p);
        }).BuildServiceProvider();
}
