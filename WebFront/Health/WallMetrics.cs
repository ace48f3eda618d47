using System.Diagnostics.Metrics;
using System.Reflection;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Health;

/// <summary>
/// What this program measures of itself, in the meter <c>VideoWall</c>. Names are OpenTelemetry's; <c>GET /metrics</c>
/// gives them Prometheus'. Everything is of this process; a scraper adds processes up.
/// </summary>
public sealed class WallMetrics
{
    public const string MeterName = "VideoWall";

    internal static readonly string? Version =
        typeof(WallMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    readonly Counter<long> webhooks;
    readonly Histogram<double> webhookDuration;
    readonly UpDownCounter<long> connections;
    readonly Counter<long> deltas;
    readonly Counter<long> failures;
    readonly Meter meter;

    public WallMetrics(IMeterFactory meters)
    {
        meter = meters.Create(new MeterOptions(MeterName));
        webhooks = meter.CreateCounter<long>("videowall.webhooks", "{webhook}", "LiveKit webhooks by what became of them.");
        webhookDuration = meter.CreateHistogram(
            "videowall.webhook.duration", "s", "From the arrival of a webhook to its answer, the commit included.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
        connections = meter.CreateUpDownCounter<long>("videowall.hub.connections", "{connection}", "Pages connected to the hubs, by kind.");
        deltas = meter.CreateCounter<long>("videowall.hub.deltas", "{delta}", "Messages with changes sent to pages, by kind.");
        failures = meter.CreateCounter<long>("videowall.http.failures", "{response}", "HTTP answers from 500 on, by status.");
        // A rate over a series that appears with its first event misses that event: start at zero.
        foreach (var result in (string[])["accepted", "ignored", "refused", "malformed", "too_large", "unavailable"])
        {
            webhooks.Add(0, Tag("result", result));
        }
        foreach (var kind in (string[])["wall", "console", "church"])
        {
            connections.Add(0, Tag("kind", kind));
            deltas.Add(0, Tag("kind", kind));
        }
        meter.CreateObservableGauge("videowall.info", () => new Measurement<long>(1, Tag("version", Version)), null, "Always 1; the label tells the version.");
        meter.CreateObservableGauge("dotnet.thread_pool.thread.current", () => ThreadPool.ThreadCount, "{thread}", "The number of thread pool threads that currently exist.");
        meter.CreateObservableGauge("dotnet.thread_pool.queue.length", () => ThreadPool.PendingWorkItemCount, "{work_item}", "The number of work items that are currently queued to be processed by the thread pool.");
    }

    /// <summary>One webhook was answered.</summary>
    /// <param name="result"><c>accepted</c>, <c>ignored</c>, <c>refused</c>, <c>malformed</c>, <c>too_large</c> or <c>unavailable</c>.</param>
    /// <param name="since"><see cref="TimeProvider.GetTimestamp"/> of its arrival.</param>
    public void Webhook(string result, long since, TimeProvider time)
    {
        webhooks.Add(1, Tag("result", result));
        webhookDuration.Record(time.GetElapsedTime(since).TotalSeconds);
    }

    /// <param name="kind"><c>wall</c>, <c>console</c> or <c>church</c>.</param>
    public void Connected(string kind) => connections.Add(1, Tag("kind", kind));

    /// <inheritdoc cref="Connected"/>
    public void Disconnected(string kind) => connections.Add(-1, Tag("kind", kind));

    /// <inheritdoc cref="Connected"/>
    public void DeltaSent(string kind) => deltas.Add(1, Tag("kind", kind));

    /// <param name="status">The answer's HTTP status; those below 500 are not counted.</param>
    public void Answered(int status)
    {
        if (status >= 500)
        {
            failures.Add(1, Tag("status", status));
        }
    }

    /// <summary>Lets the host tell its own numbers; asked at each scrape, so they must be cheap. Call once.</summary>
    /// <param name="grainsActive">Grains of services and churches in memory.</param>
    /// <param name="servicesLive">Services that are live.</param>
    public void Host(Func<long> grainsActive, Func<long> servicesLive)
    {
        meter.CreateObservableGauge("videowall.grains.active", grainsActive, "{grain}", "Services and churches in memory.");
        meter.CreateObservableGauge("videowall.services.live", servicesLive, "{service}", "Services whose doors are open.");
    }

    /// <summary>Lets the relays tell how the walls connected here do. Call once.</summary>
    /// <param name="walls">The status of each wall.</param>
    public void Walls(Func<IReadOnlyCollection<WallStatus>> walls)
    {
        meter.CreateObservableGauge(
            "videowall.walls",
            () =>
            {
                var all = walls();
                return Enum.GetValues<WallStatus>().Select(status => new Measurement<long>(
                    all.Count(s => s == status), Tag("status", status switch { WallStatus.Ok => "ok", WallStatus.Stalled => "stalled", _ => "gone" })));
            },
            "{wall}", "Walls connected to this process, by status.");
        meter.CreateObservableGauge(
            "videowall.walls.without_frames", () => (long)walls().Count(s => s == WallStatus.Stalled), "{wall}",
            "Walls that should show moving pictures and show none.");
    }

    static KeyValuePair<string, object?> Tag(string key, object? value) => new(key, value);
}
