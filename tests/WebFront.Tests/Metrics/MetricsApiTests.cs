using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Metrics;

public sealed class MetricsApiTests
{
    [Fact]
    public async Task Metrics_AreForAnybodyAndInPrometheusFormat()
    {
        await using var host = await TestHost.StartWhole();
        var answer = (await host.Anybody().Get("/metrics")).Is(200);
        Assert.StartsWith("text/plain; version=0.0.4", answer.Headers["Content-Type"], StringComparison.Ordinal);
        var metrics = PrometheusText.Read(answer.Text);
        Assert.Equal(0, metrics["videowall_walls_without_frames"]);
        Assert.Contains(metrics.Samples.Keys, k => k.StartsWith("videowall_info{version=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Webhook_ThatNobodySigned_IsCountedAsRefused()
    {
        await using var host = await TestHost.StartWhole();
        (await host.Anybody().PostText("/livekit/webhook", "{}", "application/webhook+json")).Is(401);
        var metrics = PrometheusText.Read((await host.Anybody().Get("/metrics")).Text);
        Assert.Equal(1, metrics["""videowall_webhooks_total{result="refused"}"""]);
        Assert.Equal(1, metrics["videowall_webhook_duration_seconds_count"]);
    }

    [Fact]
    public async Task Requests_AreCountedByRouteAndNotByAddress()
    {
        await using var host = await TestHost.StartWhole();
        (await host.Key().Get("/api/v1/services/one-that-is-not")).Is(404);
        // A request is counted when the server is done with it, which is after its answer has arrived.
        var metrics = await Eventually.Is(
            "the request is counted", async () => PrometheusText.Read((await host.Anybody().Get("/metrics")).Text), seen => seen.Samples.Any(IsCountOf404));
        var counted = metrics.Samples.Single(IsCountOf404);
        Assert.Equal(1, counted.Value);
        Assert.Contains("services/{id}", counted.Key, StringComparison.Ordinal);
        Assert.DoesNotContain(metrics.Samples.Keys, k => k.Contains("one-that-is-not", StringComparison.Ordinal));
    }

    static bool IsCountOf404(KeyValuePair<string, double> sample) =>
        sample.Key.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal) && sample.Key.Contains("404", StringComparison.Ordinal);
}
