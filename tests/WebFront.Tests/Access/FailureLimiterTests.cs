using System.Net;
using Microsoft.Extensions.Time.Testing;
using VideoWall.WebFront.Access.Limits;

namespace VideoWall.WebFront.Tests.Access;

public sealed class FailureLimiterTests
{
    static readonly IPAddress Shared = IPAddress.Parse("192.0.2.1");
    readonly FakeTimeProvider time = TestClock.Sunday();
    readonly FailureLimiter limiter;

    public FailureLimiterTests() => limiter = new(time);

    [Fact]
    public void The_minute_slides()
    {
        Fail(Shared, 5);
        time.Advance(TimeSpan.FromSeconds(30));
        Fail(Shared, 5);
        Assert.False(limiter.TryEnter(Shared, null, out var wait));
        Assert.Equal(TimeSpan.FromSeconds(30), wait);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(limiter.TryEnter(Shared, null, out _));
        Fail(Shared, 4);
        Assert.True(limiter.TryEnter(Shared, null, out _));
        Fail(Shared, 1);
        Assert.False(limiter.TryEnter(Shared, null, out _));
    }

    [Fact]
    public void Limiter_WhoseTimeOfDayIsSetBack_KeepsNobodyWaitingForLonger()
    {
        var clock = new SetBackClock();
        var steady = new FailureLimiter(clock);
        for (var i = 0; i < 10; i++)
        {
            steady.Failed(Shared);
        }
        clock.TimeOfDay -= TimeSpan.FromHours(1);
        Assert.False(steady.TryEnter(Shared, null, out var wait));
        Assert.Equal(TimeSpan.FromMinutes(1), wait);
        clock.Uptime += TimeSpan.FromMinutes(1);
        Assert.True(steady.TryEnter(Shared, null, out _));
    }

    [Fact]
    public void Tries_alone_count_for_nothing()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(limiter.TryEnter(Shared, "x", out _));
        }
        Assert.Equal(0, limiter.Remembered);
    }

    [Fact]
    public void Ipv6_neighbours_are_one_and_mapped_addresses_are_their_ipv4()
    {
        for (var i = 0; i < 10; i++)
        {
            limiter.Failed(IPAddress.Parse($"2001:db8::{i}"));
        }
        Assert.False(limiter.TryEnter(IPAddress.Parse("2001:db8::ffff"), null, out _));
        Assert.True(limiter.TryEnter(IPAddress.Parse("2001:db8:0:1::1"), null, out _));
        Fail(Shared.MapToIPv6(), 10);
        Assert.False(limiter.TryEnter(Shared, null, out _));
    }

    [Fact]
    public void A_flood_of_addresses_does_not_fill_the_memory()
    {
        for (var i = 0; i < FailureLimiter.MostKeys + 1000; i++)
        {
            limiter.Failed(new IPAddress(i), $"user {i}");
        }
        Assert.True(limiter.Remembered <= FailureLimiter.MostKeys);
        time.Advance(TimeSpan.FromMinutes(1));
        var fresh = FailureLimiter.MostKeys - limiter.Remembered + 1;
        for (var i = 0; i < fresh; i++)
        {
            limiter.Failed(new IPAddress(100_000_000 + i));
        }
        Assert.Equal(fresh, limiter.Remembered); // the last one found no room, and made it of what is over
    }

    sealed class SetBackClock : TimeProvider
    {
        public DateTimeOffset TimeOfDay { get; set; } = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000);

        public TimeSpan Uptime { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => TimeOfDay;

        public override long GetTimestamp() => Uptime.Ticks;
    }

    void Fail(IPAddress address, int times)
    {
        for (var i = 0; i < times; i++)
        {
            limiter.Failed(address);
        }
    }
}
