using System.Globalization;
using System.Text.RegularExpressions;

namespace VideoWall.WebFront.Tests.Metrics;

/// <summary>A strict reader of Prometheus' text format 0.0.4, in the part that we write.</summary>
sealed partial class PrometheusText
{
    readonly Dictionary<string, string> types = [];
    readonly HashSet<string> helped = [];

    public Dictionary<string, double> Samples { get; } = [];

    /// <summary>The value of a series as it is written, labels included; fails loudly when there is none.</summary>
    public double this[string series] =>
        Samples.TryGetValue(series, out var value) ? value : throw new KeyNotFoundException($"no {series} in\n{string.Join('\n', Samples.Keys)}");

    public string TypeOf(string name) => types[name];

    public static PrometheusText Read(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var read = new PrometheusText();
        string? family = null;
        foreach (var line in text.Split('\n')[..^1])
        {
            if (HelpLine().Match(line) is { Success: true } help)
            {
                Assert.True(read.helped.Add(help.Groups[1].Value), $"helped twice: {line}");
            }
            else if (TypeLine().Match(line) is { Success: true } typed)
            {
                family = typed.Groups[1].Value;
                Assert.True(read.types.TryAdd(family, typed.Groups[2].Value), $"two families {family}");
            }
            else
            {
                read.Sample(line, family);
            }
        }
        read.CheckHistograms();
        Assert.Equal(read.types.Keys.Order(), read.helped.Order());
        return read;
    }

    void Sample(string line, string? family)
    {
        var sample = SampleLine().Match(line);
        Assert.True(sample.Success, $"not a sample: {line}");
        var name = sample.Groups[1].Value;
        Assert.NotNull(family);
        var isHistogram = types[family] == "histogram";
        Assert.True(isHistogram ? name == family + "_bucket" || name == family + "_sum" || name == family + "_count" : name == family, $"{name} under {family}");
        Assert.Equal(types[family] == "counter", family.EndsWith("_total", StringComparison.Ordinal));
        var value = sample.Groups[3].Value switch { "+Inf" => double.PositiveInfinity, var number => double.Parse(number, CultureInfo.InvariantCulture) };
        var labels = sample.Groups[2].Value is "{}" ? "" : sample.Groups[2].Value;
        Assert.True(Samples.TryAdd(name + labels, value), $"twice: {line}");
    }

    void CheckHistograms()
    {
        foreach (var (name, _) in types.Where(t => t.Value == "histogram"))
        {
            var series = Samples.Where(s => s.Key.StartsWith(name + "_bucket{", StringComparison.Ordinal))
                .GroupBy(s => Edge().Replace(s.Key[(name.Length + "_bucket".Length)..], "").Replace("{}", "", StringComparison.Ordinal));
            foreach (var buckets in series)
            {
                var counts = buckets.Select(b => b.Value).ToList();
                Assert.Equal(counts.Order(), counts);
                Assert.Equal(this[$"{name}_count{buckets.Key}"], counts[^1]);
                Assert.Contains("le=\"+Inf\"", buckets.Last().Key, StringComparison.Ordinal);
            }
        }
    }

    [GeneratedRegex("^# HELP ([a-z_][a-z0-9_]*) .+$")]
    private static partial Regex HelpLine();

    [GeneratedRegex("^# TYPE ([a-z_][a-z0-9_]*) (counter|gauge|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("""^([a-z_][a-z0-9_]*)(\{(?:[a-z_][a-z0-9_]*="(?:[^"\\]|\\["\\n])*",?)*\})? (\S+)$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex(""",?le="[^"]*" *""")]
    private static partial Regex Edge();
}
