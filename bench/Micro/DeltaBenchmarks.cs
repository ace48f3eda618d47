using BenchmarkDotNet.Attributes;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.WebFront.Walls;

namespace VideoWall.Micro;

/// <summary>What each change costs once per service and node before it is sent, in a service of so many churches.</summary>
public class DeltaBenchmarks
{
    ServiceState before = ServiceState.None;
    ServiceState after = ServiceState.None;
    ServiceEvent[] events = [];
    RosterView roster = RosterView.Of(Stage.FullOf(1));
    RawJson members = RosterJson.Members(RosterView.Of(Stage.FullOf(1)));
    RosterDelta delta = RosterDelta.Between(RosterView.Of(Stage.FullOf(1)), RosterView.Of(Stage.FullOf(1)));

    [Params(60, 1_000, 10_000)]
    public int Churches { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        before = Stage.FullOf(Churches);
        var decision = ServiceDecider.Decide(before, Stage.Unpublished(Churches - 1, 1), Stage.Start);
        (after, events, roster) = (decision.State, [.. decision.Events], RosterView.Of(before));
        (delta, members) = (Between(), RosterJson.Members(roster));
        if (delta.Seats.Length != 1)
        {
            throw new InvalidOperationException($"The benchmark's own change touches {delta.Seats.Length} seats.");
        }
    }

    [Benchmark]
    public RosterDelta Between() => RosterDelta.Between(before, after, events, ["EV_1"]);

    [Benchmark]
    public RosterDelta ForWalls() => delta.ForWalls();

    [Benchmark]
    public RosterView Apply() => roster.Apply(delta);

    [Benchmark]
    public RawJson WriteDelta() => RosterJson.Delta(delta, named: false, causes: false);

    [Benchmark]
    public RawJson WriteMembers() => RosterJson.Members(roster);

    /// <summary>For each page that opens; its members were written for an earlier one.</summary>
    [Benchmark]
    public RawJson WriteSnapshot() => RosterJson.Snapshot(roster, "0123456789abcdef", Stage.Start, members);
}
