using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace VideoWall.WebFront.Health;

/// <summary>
/// Which instruments are recorded, under which name, with which labels and buckets. A function and not a list of views: it
/// is asked once for each instrument, and must see whose that is.
/// </summary>
static class MetricViews
{
    /// <summary>A label that never ends must not fill the memory; what is beyond shares one series.</summary>
    const int MostSeries = 1000;

    /// <summary>The library keeps room for all of them from the start, 70 bytes each: with 1,000 everywhere 3 MB at rest, where most have a handful.</summary>
    const int FewSeries = 100;

    /// <summary>By route, method and status: the only one of those known here that has many.</summary>
    const string Requests = "http.server.request.duration";

    /// <summary>Meters by their exact names: with a pattern among them the library would match every meter by regular expressions.</summary>
    public static readonly string[] Meters =
    [
        WallMetrics.MeterName, "VideoWall.Journal", "VideoWall.Services", "System.Runtime", "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Microsoft.Orleans",
    ];

    /// <summary>Orleans counts and times each message; what is heard costs a webhook more than all that is ours.</summary>
    static readonly string[] PerMessage = ["orleans-app", "orleans-messaging"];

    /// <summary>The platform publishes these as counters although they fall; <see cref="WallMetrics"/> has them as gauges.</summary>
    static readonly HashSet<string> FallingCounters = ["dotnet.thread_pool.thread.count", "dotnet.thread_pool.queue.length"];

    /// <summary>Labels that tell this server about itself and only multiply the series.</summary>
    static readonly string[] Dropped =
    [
        "network.protocol.name", "network.protocol.version", "network.type", "network.transport", "network.local.address", "network.local.port",
        "server.address", "server.port", "url.scheme", "tls.protocol.version", "aspnetcore.request.is_unhandled", "aspnetcore.user.is_authenticated",
    ];

    static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    static readonly double[] Sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];

    /// <param name="mine">Several hosts in one process (tests) each hear their own meters only.</param>
    /// <returns><see cref="MetricStreamConfiguration.Drop"/> for what is not recorded at all.</returns>
    public static MetricStreamConfiguration Of(Instrument instrument, IMeterFactory mine)
    {
        var isAnothers = instrument.Meter.Scope is IMeterFactory maker && !ReferenceEquals(maker, mine);
        if (isAnothers || IsFallingCounter(instrument) || PerMessage.Any(p => instrument.Name.StartsWith(p, StringComparison.Ordinal)))
        {
            return MetricStreamConfiguration.Drop;
        }
        var view = Buckets(instrument) is { } buckets ? new ExplicitBucketHistogramConfiguration { Boundaries = buckets } : new MetricStreamConfiguration();
        view.CardinalityLimit = instrument.Name != Requests && Meters.Contains(instrument.Meter.Name) ? FewSeries : MostSeries;
        // Only the web server's instruments have these labels; leaving out costs each measurement a little.
        view.ExcludedTagKeys = instrument.Meter.Name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) ? Dropped : null;
        // "_count" belongs to histograms; promtool refuses it elsewhere (dotnet.assembly.count).
        const string count = ".count";
        view.Name = instrument.Name.EndsWith(count, StringComparison.Ordinal) && !IsCounter(instrument) ? instrument.Name[..^count.Length] + ".current" : null;
        view.Description = string.IsNullOrWhiteSpace(instrument.Description) ? instrument.Name : null; // null: as the instrument has it
        return view;
    }

    /// <summary>Null where the instrument names its own, or has none.</summary>
    static double[]? Buckets(Instrument instrument) =>
        Generic(instrument) != typeof(Histogram<>) || instrument is Histogram<double> { Advice.HistogramBucketBoundaries: not null } ? null
            : instrument.Unit == "s" ? Seconds : Sizes;

    static bool IsFallingCounter(Instrument instrument) => instrument.Meter.Name == "System.Runtime" && FallingCounters.Contains(instrument.Name);

    static bool IsCounter(Instrument instrument) => Generic(instrument) is { } type && (type == typeof(Counter<>) || type == typeof(ObservableCounter<>));

    static Type? Generic(Instrument instrument) => instrument.GetType() is { IsGenericType: true } type ? type.GetGenericTypeDefinition() : null;
}
