using System.Net;
using Microsoft.Extensions.Time.Testing;
using VideoWall.WebFront.Access.Limits;
using VideoWall.WebFront.Joining;

namespace VideoWall.WebFront.Tests.Joining;

public sealed class JoinLimitsTests
{
    static readonly Origin Hall = Of("192.0.2.1");
    static readonly Origin Home = Of("192.0.2.2");

    readonly FakeTimeProvider time = TestClock.Sunday();
    readonly JoinLimits limits;

    public JoinLimitsTests() => limits = new(time);

    [Fact]
    public void A_hall_of_guests_comes_in_and_more_wait_for_the_next_minute()
    {
        Come(Hall, JoinLimits.MostNewGuests);
        Assert.False(limits.MayBeNew(Hall));
        Assert.True(limits.MayBeNew(Home));
        Assert.InRange(limits.Rest, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
        time.Advance(limits.Rest);
        Assert.True(limits.MayBeNew(Hall));
    }

    [Fact]
    public void Addresses_of_one_customer_count_as_one()
    {
        for (var n = 0; n < JoinLimits.MostNewGuests; n++)
        {
            limits.New(Of($"2001:db8::{n}"));
        }
        Assert.False(limits.MayBeNew(Of("2001:db8::ffff")));
        Assert.True(limits.MayBeNew(Of("2001:db8:0:1::1")));
    }

    [Fact]
    public void A_device_joins_sixty_times_a_minute()
    {
        for (var n = 0; n < JoinLimits.MostJoins; n++)
        {
            Assert.True(limits.TryJoin("phone"));
        }
        Assert.False(limits.TryJoin("phone"));
        Assert.True(limits.TryJoin("tablet"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(limits.TryJoin("phone"));
    }

    static Origin Of(string address) => Origin.Of(IPAddress.Parse(address));

    void Come(Origin origin, int guests)
    {
        for (var n = 0; n < guests; n++)
        {
            limits.New(origin);
        }
    }
}
