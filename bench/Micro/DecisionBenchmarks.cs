using BenchmarkDotNet.Attributes;
using VideoWall.Domain.Services;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Micro;

/// <summary>What each signal costs the actor, in a service of so many churches.</summary>
public class DecisionBenchmarks
{
    ServiceState state = ServiceState.None;
    Observe unpublished = Stage.Unpublished(0, 1);
    ServiceEvent happened = new DoorsOpened();
    JournalEvent recorded = Codecs.Service.Write(new DoorsOpened(), Stage.Start, "livekit");

    [Params(60, 1_000, 10_000)]
    public int Churches { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        state = Stage.FullOf(Churches);
        unpublished = Stage.Unpublished(Churches - 1, 1);
        happened = Decide().Events.Single();
        recorded = Write();
    }

    /// <summary>Decides and evolves, as the decider does both.</summary>
    [Benchmark]
    public Domain.Decision<ServiceState, ServiceEvent> Decide() => ServiceDecider.Decide(state, unpublished, Stage.Start);

    [Benchmark]
    public ServiceState Evolve() => Domain.Services.Evolve.Apply(state, happened, Stage.Start);

    [Benchmark]
    public JournalEvent Write() => Codecs.Service.Write(happened, Stage.Start, "livekit");

    [Benchmark]
    public ServiceEvent Read() => Codecs.Service.Read(recorded);
}
