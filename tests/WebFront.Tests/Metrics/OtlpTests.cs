using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using VideoWall.WebFront.Health;
using VideoWall.WebFront.Settings;

namespace VideoWall.WebFront.Tests.Metrics;

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

    static ServiceProvider Provider(IServiceCollection services, Action<IServiceCollection> add)
    {
        add(services.AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()));
        return services.BuildServiceProvider();
    }

    static SettingsReader Reader(params (string Name, string Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build());
}
