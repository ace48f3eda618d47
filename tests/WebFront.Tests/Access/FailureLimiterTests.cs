using System.Net;
using Microsoft.Extensions.Time.Testing;
using VideoWall.WebFront.Access.Limits;

namespace VideoWall.WebFront.Tests.Access;

public sealed class FailureLimiterTests
{
    static readonly FailureRules Rules = new(Place: 10, Network: 30, Crowd: 30, Most: 300);
    static readonly Origin Shared = At("192.0.2.1");
    readonly FakeTimeProvider time = TestClock.Sunday();
    readonly FailureLimiter limiter;

    public FailureLimiterTests() => limiter = new(time, Rules);

    [Fact]
    public void The_minute_slides()
    {
        Fail(Shared, 5);
        time.Advance(TimeSpan.FromSeconds(30));
        Fail(Shared, 5);
        Assert.False(limiter.TryEnter(Shared, "x", out var wait));
        Assert.Equal(TimeSpan.FromSeconds(30), wait);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(limiter.TryEnter(Shared, "x", out _));
        Fail(Shared, 4);
        Assert.True(limiter.TryEnter(Shared, "x", out _));
        Fail(Shared, 1);
        Assert.False(limiter.TryEnter(Shared, "x", out _));
    }

    [Fact]
    public void Limiter_WhoseTimeOfDayIsSetBack_KeepsNobodyWaitingForLonger()
    {
        var clock = new SetBackClock();
        var steady = new FailureLimiter(clock, Rules);
        for (var i = 0; i < 10; i++)
        {
            steady.Failed(Shared, "x");
        }
        clock.TimeOfDay -= TimeSpan.FromHours(1);
        Assert.False(steady.TryEnter(Shared, "x", out var wait));
        Assert.Equal(TimeSpan.FromMinutes(1), wait);
        clock.Uptime += TimeSpan.FromMinutes(1);
        Assert.True(steady.TryEnter(Shared, "x", out _));
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
            limiter.Failed(At($"2001:db8::{i}"), "x");
        }
        Assert.False(limiter.TryEnter(At("2001:db8::ffff"), "x", out _));
        Assert.True(limiter.TryEnter(At("2001:db8:0:1::1"), "x", out _));
        Fail(Origin.Of(IPAddress.Parse("192.0.2.1").MapToIPv6()), 10);
        Assert.False(limiter.TryEnter(Shared, "x", out _));
    }

    [Fact]
    public void A_network_has_one_budget_however_many_addresses_it_has()
    {
        for (var i = 0; i < 30; i++)
        {
            Assert.True(limiter.TryEnter(At($"2001:db8:0:{i:x}::1"), $"user {i}", out _));
            limiter.Failed(At($"2001:db8:0:{i:x}::1"), $"user {i}");
        }
        Assert.False(limiter.TryEnter(At("2001:db8:0:ffff::1"), "another", out _));
        Assert.True(limiter.TryEnter(At("2001:db8:1::1"), "another", out _));
    }

    [Fact]
    public void Those_who_use_a_subjects_budget_up_are_refused_and_not_those_who_come_after_them()
    {
        Fail(At("192.0.2.10"), 9);
        Fail(At("192.0.2.11"), 9);
        Fail(At("192.0.2.12"), 9);
        Fail(At("192.0.2.13"), 3);
        Assert.False(limiter.TryEnter(At("192.0.2.10"), "x", out var wait));
        Assert.Equal(TimeSpan.FromMinutes(1), wait);
        Assert.True(limiter.TryEnter(At("192.0.2.10"), "another", out _));
        Fail(Shared, FailureLimiter.Clean - 1);
        Assert.True(limiter.TryEnter(Shared, "x", out _));
        Fail(Shared, 1);
        Assert.False(limiter.TryEnter(Shared, "x", out _));
    }

    [Fact]
    public void Guesses_at_one_subject_have_a_bound_wherever_they_come_from()
    {
        var heard = 0;
        for (var i = 0; i < 1000; i++)
        {
            var stranger = Origin.Of(new IPAddress(i * 7919L));
            if (limiter.TryEnter(stranger, "x", out _))
            {
                heard++;
                limiter.Failed(stranger, "x");
            }
        }
        Assert.Equal(Rules.Most, heard);
        Assert.True(limiter.TryEnter(Origin.Known("hers"), "x", out _));
    }

    [Fact]
    public void Who_is_known_answers_for_itself_alone()
    {
        for (var device = 0; device < 100; device++)
        {
            Fail(Origin.Known($"{device}"), 9);
        }
        Assert.True(limiter.TryEnter(Shared, "x", out _));
        Fail(Origin.Known("0"), 1);
        Assert.False(limiter.TryEnter(Origin.Known("0"), "x", out _));
        Assert.True(limiter.TryEnter(Origin.Known("1"), "x", out _));
    }

    [Fact]
    public void A_wrong_try_is_told_to_wait_before_right_ones_are_refused()
    {
        var codes = new FailureLimiter(time, new(Place: 60, Network: 120, Crowd: 200, Most: 600) { Told = 10 });
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(TimeSpan.Zero, codes.Failed(Shared, ""));
            time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(TimeSpan.FromSeconds(50), codes.Failed(Shared, ""));
        for (var i = 11; i < 60; i++)
        {
            Assert.True(codes.TryEnter(Shared, "", out _));
            codes.Failed(Shared, "");
        }
        Assert.False(codes.TryEnter(Shared, "", out _));
    }

    [Fact]
    public void A_flood_of_addresses_does_not_fill_the_memory_nor_wash_the_limits_of_others_away()
    {
        Fail(Shared, 10);
        for (var i = 0; i < FailureLimiter.MostKeys + 1000; i++)
        {
            limiter.Failed(Origin.Of(new IPAddress(i)), $"user {i}");
        }
        Assert.True(limiter.Remembered <= FailureLimiter.MostKeys);
        Assert.False(limiter.TryEnter(Shared, "x", out _));
        time.Advance(TimeSpan.FromMinutes(1));
        var more = ((FailureLimiter.MostKeys - limiter.Remembered) / 2) + 2; // each is remembered by place and by network
        for (var i = 0; i < more; i++)
        {
            limiter.Failed(Origin.Of(new IPAddress(100_000_000 + i)), "x");
        }
        Assert.InRange(limiter.Remembered, more, (2 * more) + 1); // the last ones found no room, and made it of what is over
    }

    sealed class SetBackClock : TimeProvider
    {
        public DateTimeOffset TimeOfDay { get; set; } = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000);

        public TimeSpan Uptime { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => TimeOfDay;

        public override long GetTimestamp() => Uptime.Ticks;
    }

    static Origin At(string address) => Origin.Of(IPAddress.Parse(address));

    void Fail(Origin origin, int times)
    {
        for (var i = 0; i < times; i++)
        {
            limiter.Failed(origin, "x");
        }
    }
}
