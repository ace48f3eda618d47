using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace VideoWall.WebFront.Health;

/// <summary>
/// Prometheus' names and texts for OpenTelemetry's instruments. Rules: OpenTelemetry's "Prometheus and OpenMetrics
/// Compatibility", and what <c>promtool check metrics</c> asks for on top.
/// </summary>
static class MetricNames
{
    /// <summary>The platform publishes these as counters although they fall; to Prometheus that would be a restart.</summary>
    static readonly HashSet<string> FallingCounters = ["dotnet.thread_pool.thread.count", "dotnet.thread_pool.queue.length"];

    public static string Of(Instrument instrument)
    {
        var name = Clean(instrument.Name);
        var isCounter = IsCounter(instrument);
        if (Unit(instrument.Unit) is { } unit && !name.EndsWith("_" + unit, StringComparison.Ordinal))
        {
            name += "_" + unit;
        }
        if (isCounter)
        {
            return name.EndsWith("_total", StringComparison.Ordinal) ? name : name + "_total";
        }
        // "_count" belongs to histograms; promtool refuses it elsewhere (dotnet.thread_pool.thread.count).
        return name.EndsWith("_count", StringComparison.Ordinal) ? name[..^"_count".Length] + "_current" : name;
    }

    public static bool IsCounter(Instrument instrument) =>
        Generic(instrument) is "Counter`1" or "ObservableCounter`1" && !FallingCounters.Contains(instrument.Name);

    public static bool IsHistogram(Instrument instrument) => Generic(instrument) is "Histogram`1";

    /// <summary>True when each measurement is the value itself; false when it is added to the value.</summary>
    public static bool IsGauge(Instrument instrument) => Generic(instrument) is "Gauge`1";

    /// <summary>Appends <c>key="value"</c> with what would end the value escaped.</summary>
    public static void Label(StringBuilder to, string key, object? value)
    {
        to.Append(to.Length > 0 ? "," : "").Append(Clean(key)).Append("=\"");
        foreach (var letter in Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
        {
            _ = letter switch
            {
                '\\' => to.Append(@"\\"),
                '"' => to.Append("\\\""),
                '\n' => to.Append(@"\n"),
                _ => to.Append(letter),
            };
        }
        to.Append('"');
    }

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>One line, as a HELP text must be.</summary>
    public static string Help(Instrument instrument) =>
        (string.IsNullOrWhiteSpace(instrument.Description) ? instrument.Name : instrument.Description)
            .Replace(@"\", @"\\", StringComparison.Ordinal).ReplaceLineEndings(" ");

    static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            clean.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }
        return clean.ToString();
    }

    static string? Unit(string? unit) => unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        "1" => "ratio",
        _ => null, // {thing}: the name says it already
    };

    static string Generic(Instrument instrument) => instrument.GetType().Name;
}
