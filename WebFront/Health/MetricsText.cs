using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Hosting;

namespace VideoWall.WebFront.Health;

/// <summary>
/// Listens to the meters of this program and of the platform from the start on, and writes what it heard in Prometheus'
/// text format 0.0.4. Several hosts in one process (tests) each hear their own meters only.
/// </summary>
sealed class MetricsText : IHostedService, IDisposable
{
    static readonly HashSet<string> Platform =
        ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Microsoft.Orleans"];

    /// <summary>Orleans counts and times each message; what is heard costs a webhook more than all that is ours.</summary>
    static readonly string[] PerMessage = ["orleans-app", "orleans-messaging"];

    readonly ConcurrentDictionary<string, MetricFamily> families = new();
    readonly MeterListener listener = new();
    readonly IMeterFactory mine;
    readonly Lock scraping = new();
    long round;

    public MetricsText(IMeterFactory mine)
    {
        this.mine = mine;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (IsOurs(instrument.Meter) && !PerMessage.Any(p => instrument.Name.StartsWith(p, StringComparison.Ordinal)))
            {
                var name = MetricNames.Of(instrument);
                listening.EnableMeasurementEvents(instrument, families.GetOrAdd(name, _ => new(name, instrument)));
            }
        };
        Hear<byte>(v => v);
        Hear<short>(v => v);
        Hear<int>(v => v);
        Hear<long>(v => v);
        Hear<float>(v => v);
        Hear<double>(v => v);
        Hear<decimal>(v => (double)v);
        listener.Start();
    }

    /// <summary>Everything known now.</summary>
    public string Write()
    {
        lock (scraping)
        {
            round++;
            listener.RecordObservableInstruments();
            var text = new StringBuilder(32 * 1024);
            foreach (var (_, family) in families.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                family.Write(text, round);
            }
            return text.ToString();
        }
    }

    // Hosted only to exist before the first request.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    bool IsOurs(Meter meter) =>
        (Platform.Contains(meter.Name) || meter.Name.StartsWith(WallMetrics.MeterName, StringComparison.Ordinal))
        && (meter.Scope is not IMeterFactory maker || ReferenceEquals(maker, mine));

    void Hear<T>(Func<T, double> number) where T : struct =>
        listener.SetMeasurementEventCallback<T>((_, value, tags, family) => ((MetricFamily)family!).Record(number(value), tags, round));
}
