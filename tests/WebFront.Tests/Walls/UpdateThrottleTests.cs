using Microsoft.Extensions.Time.Testing;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Walls;

public sealed class UpdateThrottleTests : IDisposable
{
    readonly FakeTimeProvider time = TestClock.Sunday();
    readonly UpdateThrottle throttle;
    Action during = () => { };
    int pages = 2;
    int count;

    public UpdateThrottleTests() => throttle = new(Tell, time, round => round.Execute());

    public void Dispose() => throttle.Dispose();

    [Fact]
    public void Change_AfterARest_IsToldAtOnce()
    {
        for (var i = 1; i <= 3; i++)
        {
            throttle.Request();
            Assert.Equal(i, count);
            time.Advance(TimeSpan.FromMilliseconds(3));
        }
    }

    [Fact]
    public void Changes_DuringTheRest_AreOneRoundAtItsEnd()
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
    public void Change_DuringARound_HasARoundOfItsOwn()
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
    public void Rest_OfManyPages_IsLongerWithinABound(int many, int milliseconds)
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
    public void Request_AfterTheEnd_TellsNothing()
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
