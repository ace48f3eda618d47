using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Walls;

public sealed class RoundsTests : IDisposable
{
    readonly ManualTime time = new();
    readonly Rounds rounds;
    Action during = () => { };
    int pages = 2;
    int count;

    public RoundsTests() => rounds = new(Tell, time, round => round.Execute());

    public void Dispose() => rounds.Dispose();

    [Fact]
    public void A_change_after_a_rest_is_told_at_once()
    {
        for (var i = 1; i <= 3; i++)
        {
            rounds.Ask();
            Assert.Equal(i, count);
            time.Advance(TimeSpan.FromMilliseconds(3));
        }
    }

    [Fact]
    public void Changes_during_the_rest_are_one_round_at_its_end()
    {
        rounds.Ask();
        for (var i = 0; i < 100; i++)
        {
            rounds.Ask();
        }
        time.Advance(TimeSpan.FromMilliseconds(2)); // two pages: 2.04 ms
        Assert.Equal(1, count);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, count);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, count);
    }

    [Fact]
    public void A_change_during_a_round_has_a_round_of_its_own()
    {
        during = () =>
        {
            during = () => { };
            rounds.Ask(); // what it is about may come too late for the pages told already
        };
        rounds.Ask();
        time.Advance(TimeSpan.FromMilliseconds(3));
        Assert.Equal(2, count);
    }

    [Theory]
    [InlineData(1000, 22)]
    [InlineData(100_000, 100)]
    public void Many_pages_rest_longer_within_a_bound(int many, int milliseconds)
    {
        pages = many;
        rounds.Ask();
        rounds.Ask();
        time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        Assert.Equal(1, count);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, count);
    }

    [Fact]
    public void Nothing_is_told_after_the_end()
    {
        rounds.Ask();
        rounds.Ask();
        rounds.Dispose();
        rounds.Ask();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, count);
    }

    int Tell()
    {
        count++;
        during();
        return pages;
    }
}
