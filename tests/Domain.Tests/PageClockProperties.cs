using FsCheck;
using FsCheck.Fluent;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Tests;

/// <summary>The page clock against a naive one that counts in milliseconds.</summary>
public sealed class PageClockProperties
{
    sealed record Case(int Interval, int Turns, int? Held, long EpochMs, long NowMs, long LaterMs)
    {
        public PageClock Clock => new(Histories.Start.AddMilliseconds(EpochMs), Interval, Held);
        public DateTimeOffset Now => Histories.Start.AddMilliseconds(NowMs);
        public DateTimeOffset Later => Now.AddMilliseconds(LaterMs);
    }

    static Gen<Case> Cases { get; } =
        from interval in Gen.OneOf(Gen.Choose(3, 30), Gen.Choose(3, 3600))
        from turns in Gen.Choose(1, 12)
        from held in Gen.Frequency([(4, Gen.Constant<int?>(null)), (1, Gen.Choose(0, turns - 1).Select(t => (int?)t))])
        from epoch in Gen.Choose(-1_000_000, 1_000_000)
        from now in Gen.OneOf(Gen.Choose(-2_000_000, 2_000_000), Gen.Choose(-2_000, 2_000).Select(s => s * 1000))
        from later in Gen.Choose(0, 600_000)
        select new Case(interval, turns, held, epoch, now, later);

    [Fact]
    public void TurnAt_AnyMoment_IsTheNaiveCount() => Property.Holds(Cases, c =>
    {
        Assert.Equal(c.Held ?? Naive(c, c.NowMs), c.Clock.TurnAt(c.Now, c.Turns));
        Assert.Equal(c.Clock.TurnAt(c.Now, c.Turns), c.Clock.TurnAt(c.Now.AddSeconds((double)c.Interval * c.Turns), c.Turns));
        Assert.Equal(0, c.Clock.TurnAt(c.Now, 0));
    }, 1000);

    [Fact]
    public void NextTurnAfter_AnyMoment_IsExactlyWhenTheTurnChanges() => Property.Holds(Cases, c =>
    {
        var next = c.Clock.NextTurnAfter(c.Now);
        Assert.Equal(c.Held is null, next is not null);
        if (next is { } at)
        {
            Assert.True(at > c.Now && at - c.Now <= TimeSpan.FromSeconds(c.Interval));
            Assert.Equal(c.Clock.TurnAt(c.Now, c.Turns), c.Clock.TurnAt(at.AddTicks(-1), c.Turns));
            Assert.Equal((c.Clock.TurnAt(c.Now, c.Turns) + 1) % c.Turns, c.Clock.TurnAt(at, c.Turns));
            Assert.Equal(TimeSpan.FromSeconds(c.Interval), c.Clock.Phase(c.Now) + (at - c.Now));
        }
    }, 1000);

    [Fact]
    public void ShowingAndHolding_AnyTurn_ShowThatTurn() => Property.Holds(Cases, c =>
    {
        var turn = (int)(c.LaterMs % c.Turns);
        var phase = TimeSpan.FromMilliseconds(c.LaterMs % (c.Interval * 1000));
        var showing = c.Clock.Showing(turn, phase, c.Now);
        Assert.Equal((turn, phase, null), (showing.TurnAt(c.Now, c.Turns), showing.Phase(c.Now), showing.HeldTurn));
        var holding = c.Clock.Holding(turn);
        Assert.Equal((turn, turn), (holding.TurnAt(c.Now, c.Turns), holding.TurnAt(c.Later, c.Turns)));
        Assert.Null(holding.NextTurnAfter(c.Now));
    }, 1000);

    [Fact]
    public void ShownSeconds_OfAllTurns_SumToTheTimeThatPassed() => Property.Holds(Cases, c =>
        Assert.Equal((c.Later - c.Now).TotalSeconds, Enumerable.Range(0, c.Turns).Sum(t => c.Clock.ShownSeconds(t, c.Turns, c.Now, c.Later)), 1e-6), 1000);

    [Fact]
    public void ShownSeconds_OfOneTurn_IsTheNaiveSum() => Property.Holds(Cases, c =>
    {
        var turn = (int)(c.LaterMs % c.Turns);
        var milliseconds = 0L;
        for (var at = c.NowMs; at < c.NowMs + c.LaterMs;)
        {
            var next = Math.Min(c.NowMs + c.LaterMs, c.EpochMs + ((Floor(at - c.EpochMs, c.Interval * 1000) + 1) * c.Interval * 1000));
            milliseconds += (c.Held ?? Naive(c, at)) == turn ? next - at : 0;
            at = next;
        }
        Assert.Equal(milliseconds / 1000.0, c.Clock.ShownSeconds(turn, c.Turns, c.Now, c.Later), 1e-6);
    }, 1000);

    [Fact]
    public void Screens_OfAnyWall_AreDisjointAndShowEveryPageInARound() => Property.Holds(
        from pages in Gen.Choose(0, 40) from screens in Gen.Choose(1, 16) select (Pages: pages, Screens: screens), c =>
        {
            var turns = Paging.Turns(c.Pages, c.Screens);
            var shown = from turn in Enumerable.Range(0, turns) from screen in Enumerable.Range(0, c.Screens) select Paging.PageOn(screen, turn, c.Screens, c.Pages);
            Assert.Equal(Enumerable.Range(0, c.Pages), shown.OfType<int>());
            Assert.True(turns == 0 || Paging.PageOn(0, turns - 1, c.Screens, c.Pages) is not null, "a turn without a page");
        }, 1000);

    static int Naive(Case c, long atMs) => (int)(((Floor(atMs - c.EpochMs, c.Interval * 1000) % c.Turns) + c.Turns) % c.Turns);

    static long Floor(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);
}
