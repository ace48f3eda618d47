using System.Text;
using VideoWall.Domain.Churches;
using VideoWall.Domain.Services;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Ports;

namespace VideoWall.Grains.Tests.EventSourcing;

/// <summary>Every event of the domain can be written into the journal and comes back as it was.</summary>
public sealed class EventCodecTests
{
    static readonly DateTimeOffset At = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> ServiceEvents => [.. Samples.KindsOf<ServiceEvent>().Select(t => t.Name)];

    public static TheoryData<string> RegistryEvents => [.. Samples.KindsOf<RegistryEvent>().Select(t => t.Name)];

    [Fact]
    public void NoEventIsForgotten()
    {
        Assert.Equal(Samples.KindsOf<ServiceEvent>(), Codecs.Service.Types.OrderBy(t => t.Name, StringComparer.Ordinal));
        Assert.Equal(Samples.KindsOf<RegistryEvent>(), Codecs.Church.Types.OrderBy(t => t.Name, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ServiceEvents))]
    public void ServiceEvent_ComesBackAsItWas(string kind) => RoundTrip(Codecs.Service, kind);

    [Theory]
    [MemberData(nameof(RegistryEvents))]
    public void RegistryEvent_ComesBackAsItWas(string kind) => RoundTrip(Codecs.Church, kind);

    [Fact]
    public void EventOfANewerProgram_IsRefusedByName()
    {
        var fault = Assert.Throws<InvalidDataException>(() => Codecs.Service.Read(new("ChurchBlessed", Encoding.UTF8.GetBytes("{}"), At, "somebody")));
        Assert.Contains("ChurchBlessed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MemberThatIsMissing_IsItsDefault_AndOneTooManyIsIgnored()
    {
        var read = Codecs.Service.Read(new("TrackEnded", Encoding.UTF8.GetBytes("""{"church":"c","sid":"PA_1","trackSid":"TR_1","later":1}"""), At, "livekit"));
        Assert.Equal(new TrackEnded(new("c"), "PA_1", "TR_1"), read);
    }

    static void RoundTrip<TEvent>(EventCodec<TEvent> codec, string kind)
        where TEvent : class
    {
        var happened = (TEvent)Samples.Of(codec.Types.Single(t => t.Name == kind));
        JournalEvent written = codec.Write(happened, At, "somebody");
        Assert.Equal((kind, At, "somebody"), (written.Type, written.At, written.By));
        Assert.Null(Samples.Difference(happened, codec.Read(written)));
    }
}
