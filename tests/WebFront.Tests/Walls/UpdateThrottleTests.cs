using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Walls;

public sealed class UpdateThrottleTests : IDisposable
{
    readonly ManualTime time = new();
    readonly UpdateThrottle throttle;
    Action during = () => { };
    int pages = 2;
    int count;

    public UpdateThrottleTests() => throttle = new(Tell, time, round => round.Execute());

    public void Dispose() => throttle.Dispose();

    [Fact]
    public void A_change_after_a_rest_is_told_at_once()
    {
        for (var i = 1; i <= 3; i++)
        {
            throttle.Request();
            Assert.Equal(i, count);
            time.Advance(TimeSpan.FromMilliseconds(3));
        }
    }

    [Fact]
    public void Changes_during_the_rest_are_one_round_at_its_end()
    {
        throttle.Request();
        for (var i = 0; i < 100; i++)
        {
            throttle.Request();
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
            throttle.Request(); // what it is about may come too late for the pages told already
        };
        throttle.Request();
        time.Advance(TimeSpan.FromMilliseconds(3));
        Assert.Equal(2, count);
    }

    [Theory]
    [InlineData(1000, 22)]
    [InlineData(100_000, 100)]
    public void Many_pages_rest_longer_within_a_bound(int many, int milliseconds)
    {
        pages = many;
        throttle.Request();
        throttle.Request();
        time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        Assert.Equal(1, count);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, count);
    }

    [Fact]
    public void Nothing_is_told_after_the_end()
    {
        throttle.Request();
        throttle.Request();
        throttle.Dispose();
        throttle.Request();
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
