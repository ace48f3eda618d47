using Microsoft.Extensions.Time.Testing;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Walls;

public sealed class DeltaSequencerTests : IDisposable
{
    static readonly RosterHeader Header = new(ServicePhase.Live, "Advent", 20, 1, new(default, 15, null), 1, false, []);

    readonly FakeTimeProvider time = TestClock.Sunday();
    readonly List<(long From, long To)> passed = [];
    readonly DeltaSequencer sequencer;

    public DeltaSequencerTests() => sequencer = new(delta => passed.Add((delta.From, delta.To)), time);

    public void Dispose() => sequencer.Dispose();

    [Fact]
    public void What_overtook_its_predecessor_waits_for_it()
    {
        sequencer.Reached(1);
        sequencer.Add(Delta(2, 3));
        Assert.Empty(passed);
        sequencer.Add(Delta(1, 2));
        Assert.Equal([(1, 2), (2, 3)], passed);
    }

    [Fact]
    public void What_comes_before_the_first_answer_waits_for_the_answer()
    {
        sequencer.Add(Delta(5, 6));
        Assert.Empty(passed);
        sequencer.Reached(5);
        Assert.Equal([(5, 6)], passed);
    }

    [Fact]
    public void A_lost_predecessor_holds_up_the_others_for_a_moment_only()
    {
        sequencer.Reached(1);
        sequencer.Add(Delta(2, 3));
        sequencer.Add(Delta(3, 4));
        time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Empty(passed);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([(2, 3), (3, 4)], passed);
    }

    [Fact]
    public void Nothing_is_passed_once_it_is_disposed()
    {
        sequencer.Reached(1);
        sequencer.Add(Delta(2, 3));
        sequencer.Dispose();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(passed);
    }

    static RosterDelta Delta(long from, long to) => new(new("service"), from, to, Header, Header, [], []);
}
