using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace VideoWall.WebFront.Health;

/// <summary>All series of one metric name, and their text. Recording is safe from any thread.</summary>
sealed class MetricFamily(string name, Instrument instrument)
{
    /// <summary>A label that somebody outside can choose must not fill the memory.</summary>
    const int MostSeries = 1000;

    static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    static readonly double[] Sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];

    /// <summary>Labels that tell this server about itself and only multiply the series.</summary>
    static readonly HashSet<string> Dropped =
    [
        "network.protocol.name", "network.protocol.version", "network.type", "network.transport", "network.local.address", "network.local.port",
        "server.address", "server.port", "url.scheme", "tls.protocol.version", "aspnetcore.request.is_unhandled", "aspnetcore.user.is_authenticated",
    ];

    readonly double[]? bounds = MetricNames.IsHistogram(instrument)
        ? (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray() ?? (instrument.Unit == "s" ? Seconds : Sizes)
        : null;
    readonly bool isGauge = MetricNames.IsGauge(instrument);
    readonly ConcurrentDictionary<string, MetricSeries> series = new();

    /// <summary>The series of tags that came before, by the tags' hash: every request records several, mostly of the same tags.</summary>
    readonly ConcurrentDictionary<int, (KeyValuePair<string, object?>[] Tags, MetricSeries Series)> known = new();

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long round)
    {
        var one = SeriesOf(tags);
        // Two observers of one series add up within a scrape; the next scrape starts anew.
        one.Record(value, replaces: isGauge || (instrument.IsObservable && one.Round != round), round);
    }

    /// <param name="round">The scrape that this is; a series that its observer no longer reports is left out.</param>
    public void Write(StringBuilder to, long round)
    {
        var live = series.Where(s => !instrument.IsObservable || s.Value.Round == round).OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        if (live.Count == 0)
        {
            return;
        }
        var type = bounds is not null ? "histogram" : MetricNames.IsCounter(instrument) ? "counter" : "gauge";
        to.Append(CultureInfo.InvariantCulture, $"# HELP {name} {MetricNames.Help(instrument)}\n# TYPE {name} {type}\n");
        foreach (var (labels, one) in live)
        {
            one.Write(to, name, labels, bounds);
        }
    }

    MetricSeries SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = new HashCode();
        foreach (var (key, value) in tags)
        {
            hash.Add(key);
            hash.Add(value);
        }
        var code = hash.ToHashCode();
        if (known.TryGetValue(code, out var before) && AreEqual(tags, before.Tags))
        {
            return before.Series;
        }
        var labels = Labels(tags);
        if (!series.TryGetValue(labels, out var one))
        {
            one = series.GetOrAdd(series.Count < MostSeries ? labels : "overflow=\"true\"", _ => new(bounds));
        }
        if (known.Count < MostSeries)
        {
            known[code] = (tags.ToArray(), one);
        }
        return one;
    }

    // Pairs have no equality of their own: SequenceEqual would compare them by reflection.
    static bool AreEqual(ReadOnlySpan<KeyValuePair<string, object?>> tags, KeyValuePair<string, object?>[] others)
    {
        if (tags.Length != others.Length)
        {
            return false;
        }
        for (var i = 0; i < others.Length; i++)
        {
            if (tags[i].Key != others[i].Key || !Equals(tags[i].Value, others[i].Value))
            {
                return false;
            }
        }
        return true;
    }

    static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }
        // The same labels in another order are the same series.
        var sorted = tags.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var labels = new StringBuilder();
        foreach (var (key, value) in sorted)
        {
            if (!Dropped.Contains(key) && value is not null)
            {
                MetricNames.Label(labels, key, value);
            }
        }
        return labels.ToString();
    }
}

/// <summary>One line of numbers (a histogram: several).</summary>
sealed class MetricSeries(double[]? bounds)
{
    readonly Lock gate = new();
    readonly long[]? buckets = bounds is null ? null : new long[bounds.Length + 1];
    double sum;

    /// <summary>The scrape in which an observed value was last told.</summary>
    public long Round { get; private set; } = -1;

    public void Record(double value, bool replaces, long round)
    {
        lock (gate)
        {
            sum = replaces ? value : sum + value;
            Round = round;
            if (buckets is not null)
            {
                var bucket = 0;
                while (bucket < bounds!.Length && value > bounds[bucket])
                {
                    bucket++;
                }
                buckets[bucket]++;
            }
        }
    }

    public void Write(StringBuilder to, string name, string labels, double[]? bounds)
    {
        lock (gate)
        {
            if (buckets is null)
            {
                Line(to, name, labels, sum);
                return;
            }
            var below = 0L;
            for (var i = 0; i < buckets.Length; i++)
            {
                below += buckets[i];
                var edge = i < bounds!.Length ? MetricNames.Number(bounds[i]) : "+Inf";
                Line(to, name + "_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{edge}\"", below);
            }
            Line(to, name + "_sum", labels, sum);
            Line(to, name + "_count", labels, below);
        }
    }

    static void Line(StringBuilder to, string name, string labels, double value) =>
        to.Append(name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(' ').Append(MetricNames.Number(value)).Append('\n');
}
