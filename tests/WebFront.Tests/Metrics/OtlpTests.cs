using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Settings;

namespace VideoWall.WebFront.Tests.Metrics;

[Collection(TracingTests.Collection)]
public sealed class OtlpTests
{
    static readonly Func<(string, string)> Keys = () => ("devkey", new string('s', 32));

    [Theory]
    [InlineData("http://collector:4317")]
    [InlineData("https://otlp.example.org/v1")]
    public void Endpoint_ThatIsAnAddress_IsTaken(string endpoint)
    {
        var reader = Reader((OtlpExport.Endpoint, endpoint));
        Assert.True(reader.TryReadWebFront(Keys, out var settings));
        Assert.Equal(new Uri(endpoint), settings.Otlp);
    }

    [Fact]
    public void Endpoint_ThatIsNotSet_SendsNothing()
    {
        Assert.True(Reader().TryReadWebFront(Keys, out var settings));
        Assert.Null(settings.Otlp);
    }

    [Theory]
    [InlineData("collector:4317")]
    [InlineData("collector")]
    [InlineData("ftp://collector")]
    public void Endpoint_ThatIsNoAddress_IsAFaultWithTheCure(string endpoint)
    {
        var reader = Reader((OtlpExport.Endpoint, endpoint));
        Assert.False(reader.TryReadWebFront(Keys, out _));
        var fault = Assert.Single(reader.Faults);
        Assert.StartsWith($"OTEL_EXPORTER_OTLP_ENDPOINT is '{endpoint}'", fault, StringComparison.Ordinal);
        Assert.Contains("http://collector:4317", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grpc", null)]
    [InlineData("http/protobuf", null)]
    [InlineData("http/json", "OTEL_EXPORTER_OTLP_PROTOCOL is 'http/json': write grpc or http/protobuf, or leave it unset for grpc.")]
    public void Protocol_ThatIsUnknown_IsAFaultWithTheCure(string protocol, string? fault)
    {
        var reader = Reader((OtlpExport.Protocol, protocol));
        reader.TryReadWebFront(Keys, out _);
        Assert.Equal(fault, reader.Faults.SingleOrDefault());
    }

    [Theory]
    [InlineData("/api/v1/services", true)]
    [InlineData("/livekit/webhook", true)]
    [InlineData("/j/a-personal-key", false)]
    [InlineData("/wall/ABC234", false)]
    [InlineData("/metrics", false)]
    public void Requests_ForPagesAndProbes_AreNotTraced(string path, bool traced) =>
        Assert.Equal(traced, OtlpExport.IsWorthATrace(new DefaultHttpContext { Request = { Path = path } }));

    [Fact]
    public void Traces_AreOnlyRecordedWhereTheyAreSent()
    {
        using var silent = Provider(new ServiceCollection(), services => services.AddRecording());
        Assert.Null(silent.GetService<TracerProvider>());
        using var sending = Provider(new ServiceCollection(), services =>
        {
            services.AddRecording();
            OtlpExport.Add(services);
        });
        Assert.NotNull(sending.GetService<TracerProvider>());
    }

    [Fact]
    public async Task MetricsAndTraces_AreSentToTheCollector()
    {
        var got = new ConcurrentDictionary<string, string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            got[signal] = Encoding.UTF8.GetString(body.ToArray());
        });
        await collector.StartAsync();
        using var sending = Provider(
            new ServiceCollection(),
            services =>
            {
                services.AddRecording();
                OtlpExport.Add(services);
            },
            (OtlpExport.Endpoint, collector.Urls.Single()), (OtlpExport.Protocol, "http/protobuf"));
        var (traces, metrics) = (sending.GetRequiredService<TracerProvider>(), sending.GetRequiredService<MeterProvider>());
        ActivatorUtilities.CreateInstance<WallMetrics>(sending).DeltaSent("wall");
        Tracing.Push("service-of-this-test", [])?.Dispose();

        Assert.True(await Task.Run(() => traces.ForceFlush()));
        await Task.Run(() => metrics.ForceFlush()); // its answer is of all readers, and nobody scrapes

        Assert.Contains("service-of-this-test", got["traces"], StringComparison.Ordinal);
        Assert.Contains("videowall.hub.deltas", got["metrics"], StringComparison.Ordinal);
        Assert.All(got.Values, sent => Assert.Contains("service.name", sent, StringComparison.Ordinal));
    }

    static ServiceProvider Provider(IServiceCollection services, Action<IServiceCollection> add, params (string Name, string Value)[] settings)
    {
        add(services.AddLogging().AddSingleton(Configuration(settings)));
        return services.BuildServiceProvider();
    }

    static SettingsReader Reader(params (string Name, string Value)[] settings) => new(Configuration(settings));

    static IConfiguration Configuration((string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
}
